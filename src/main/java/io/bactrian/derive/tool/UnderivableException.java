package io.bactrian.derive.tool;

/** Nothing can be made of the file. The message is the reason. */
public final class UnderivableException extends Exception {

  private final boolean outOfTime;

  /** The file's own fault: another attempt would end the same. */
  public UnderivableException(String reason) {
    this(reason, false);
  }

  private UnderivableException(String reason, boolean outOfTime) {
    super(reason);
    this.outOfTime = outOfTime;
  }

  /**
   * The time was up. That may be the file's fault or that of a busy machine, so it is tried again
   * later, but not for ever.
   */
  public static UnderivableException outOfTime(String reason) {
    return new UnderivableException(reason, true);
  }

  public boolean isOutOfTime() {
    return outOfTime;
  }
}
