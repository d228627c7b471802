package io.bactrian.failure;

/**
 * This way to the media is dead and will stay so: the next rung is tried at once. Refusals (401,
 * 403, 404, 410 and other 4xx), bytes that are not what WhatsApp announced, addresses that may not
 * be called.
 *
 * <p>Temporary for a job that asks anew: another way, or a fresh address, may work.
 *
 * <p>The message is the reason for an operator: short, without keys and without a URL's query.
 */
public final class RungDeadException extends RuntimeException implements KnownFailure {

  public RungDeadException(String reason) {
    super(reason);
  }

  public RungDeadException(String reason, Throwable cause) {
    super(reason, cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.TEMPORARY;
  }
}
