package io.bactrian.failure;

/** Evolution refused for good: repeating the call would change nothing. */
public class PermanentFailureException extends RuntimeException {

  public PermanentFailureException(String reason) {
    super(reason);
  }
}
