package io.bactrian.intake;

/** An event is too large for the queue, and nothing else durable can take it now. */
public class ShelterFullException extends RuntimeException {

  public ShelterFullException(long size) {
    super("an event of " + size + " bytes does not fit the queue");
  }
}
