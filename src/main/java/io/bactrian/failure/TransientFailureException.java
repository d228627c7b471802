package io.bactrian.failure;

/** Evolution could not do it now, and surely has not done it: the call may be repeated. */
public class TransientFailureException extends RuntimeException implements KnownFailure {

  public TransientFailureException(String reason) {
    super(reason);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.TEMPORARY;
  }
}
