package io.bactrian.evolution;

import io.bactrian.failure.TransientFailureException;

/** Evolution from 2.4 on does nothing at all until its installation is activated. */
public final class UnlicensedException extends TransientFailureException {

  public UnlicensedException(String reason) {
    super(reason);
  }
}
