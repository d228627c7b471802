package io.bactrian.send;

import io.bactrian.failure.FailureKind;
import io.bactrian.failure.KnownFailure;

/**
 * A message may have left: the call was interrupted or not answered, and Evolution knows no message
 * id of ours by which it could tell. Repeating it blindly could send it twice.
 */
public class AmbiguousSendException extends RuntimeException implements KnownFailure {

  public AmbiguousSendException(String reason) {
    super(reason);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.PERMANENT;
  }
}
