package io.bactrian.failure;

/**
 * This way to the media gives nothing: the next rung is tried at once. Refusals (401, 403, 404, 410
 * and other 4xx), bytes that are not what WhatsApp announced, addresses that may not be called.
 *
 * <p>What another one refused may be given an hour later, so it is asked again on the schedule.
 * What can't change without a person is dead for good.
 *
 * <p>Temporary for a job that asks anew: another way, or a fresh address, may work.
 *
 * <p>The message is the reason for an operator: short, without keys and without a URL's query.
 */
public final class RungDeadException extends RuntimeException implements KnownFailure {

  private final boolean forGood;

  /** Refused now. */
  public RungDeadException(String reason) {
    this(reason, null, false);
  }

  public RungDeadException(String reason, Throwable cause) {
    this(reason, cause, false);
  }

  private RungDeadException(String reason, Throwable cause, boolean forGood) {
    super(reason, cause);
    this.forGood = forGood;
  }

  /** Dead for good: not by the other side's word but by a rule or a limit of ours. */
  public static RungDeadException forGood(String reason) {
    return forGood(reason, null);
  }

  /** The same. */
  public static RungDeadException forGood(String reason, Throwable cause) {
    return new RungDeadException(reason, cause, true);
  }

  /** Whether asking again can't help. */
  public boolean isForGood() {
    return forGood;
  }

  @Override
  public FailureKind kind() {
    return FailureKind.TEMPORARY;
  }
}
