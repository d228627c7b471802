package io.bactrian.decode;

import io.bactrian.failure.FailureKind;
import io.bactrian.failure.KnownFailure;

/**
 * A body or a part of it that can't be decoded. The event is kept and parked for it, never refused:
 * the message is the reason that people read beside it, so it quotes nothing of the body.
 */
public class NotUnderstoodException extends Exception implements KnownFailure {

  public NotUnderstoodException(String reason) {
    super(reason);
  }

  public NotUnderstoodException(String reason, Throwable cause) {
    super(reason, cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.PERMANENT;
  }
}
