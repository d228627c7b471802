package io.bactrian.failure;

/**
 * An infrastructure failure: the disk of temporary files is full, object storage is down, no
 * connection is free. It spends no attempt of the job.
 *
 * <p>The message is the reason for an operator: short and without secrets.
 */
public final class InfrastructureFailureException extends RuntimeException implements KnownFailure {

  public InfrastructureFailureException(String reason, Throwable cause) {
    super(reason, cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.INFRASTRUCTURE;
  }
}
