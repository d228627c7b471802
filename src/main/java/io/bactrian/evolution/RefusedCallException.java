package io.bactrian.evolution;

import io.bactrian.failure.TransientFailureException;

/**
 * Evolution refused the caller or does not know what was named (401, 403, 404): a configuration has
 * to be repaired, and then the call may be repeated.
 */
public class RefusedCallException extends TransientFailureException {

  private final int status;

  public RefusedCallException(int status, String reason) {
    super(reason);
    this.status = status;
  }

  /** 401, 403 or 404. */
  public int status() {
    return status;
  }
}
