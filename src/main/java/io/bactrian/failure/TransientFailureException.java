package io.bactrian.failure;

/** Evolution could not do it now, and surely has not done it: the call may be repeated. */
public class TransientFailureException extends RuntimeException {

  public TransientFailureException(String reason) {
    super(reason);
  }
}
