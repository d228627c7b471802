package io.bactrian.failure;

/** An exception of ours that says itself of which kind it is; its causes count no more. */
public interface KnownFailure {

  FailureKind kind();
}
