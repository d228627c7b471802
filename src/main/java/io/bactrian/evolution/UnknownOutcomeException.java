package io.bactrian.evolution;

import io.bactrian.failure.TransientFailureException;

/**
 * Nobody can tell whether what was asked has been done: a gateway gave up waiting, or Evolution
 * failed where it may have been through with it already. It stores a message and hands it to
 * chatbots after it has left, and what fails there it answers like a message that did not leave.
 */
public class UnknownOutcomeException extends TransientFailureException {

  private final boolean over;
  private final boolean unstored;

  /** Something in between answered: Evolution may still be at it. */
  public UnknownOutcomeException(String reason) {
    this(reason, false, false);
  }

  private UnknownOutcomeException(String reason, boolean over, boolean unstored) {
    super(reason);
    this.over = over;
    this.unstored = unstored;
  }

  /**
   * Evolution itself answered.
   *
   * @param unstored whether it says that its database failed
   */
  static UnknownOutcomeException told(String reason, boolean unstored) {
    return new UnknownOutcomeException(reason, true, unstored);
  }

  /** Whether Evolution is through with the call. */
  public boolean isOver() {
    return over;
  }

  /** Whether Evolution may have done it without keeping a record of it. */
  public boolean isUnstored() {
    return unstored;
  }
}
