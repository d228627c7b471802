package io.bactrian.intake;

/** An event is too large for the queue, and nothing else durable can take it now. */
public class ShelterFullException extends RuntimeException {

  /**
   * @param cause why the database did not take it; may be null
   */
  public ShelterFullException(long size, Throwable cause) {
    super("an event of " + size + " bytes does not fit the queue", cause);
  }
}
