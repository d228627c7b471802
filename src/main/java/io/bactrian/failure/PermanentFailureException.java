package io.bactrian.failure;

/** Evolution refused for good: repeating the call would change nothing. */
public class PermanentFailureException extends RuntimeException implements KnownFailure {

  public PermanentFailureException(String reason) {
    super(reason);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.PERMANENT;
  }
}
