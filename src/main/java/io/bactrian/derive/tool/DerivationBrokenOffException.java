package io.bactrian.derive.tool;

import io.bactrian.failure.FailureKind;
import io.bactrian.failure.KnownFailure;

/**
 * A program was ended from outside: by an operator, by the machine's lack of memory. That may be
 * the file's fault or not, so it is tried again, but not for ever.
 */
public final class DerivationBrokenOffException extends RuntimeException implements KnownFailure {

  public DerivationBrokenOffException(String reason) {
    super(reason);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.TEMPORARY;
  }
}
