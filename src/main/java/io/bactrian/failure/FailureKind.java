package io.bactrian.failure;

/** The four kinds of failures, and what each means for a job. */
public enum FailureKind {

  /** Database, object storage, broker, disk or memory: the job waits and spends no attempt. */
  INFRASTRUCTURE,

  /** Somebody else could not do it now: spends an attempt, the kind's schedule says when next. */
  TEMPORARY,

  /** It would fail the same way for ever: the job is given up at once. */
  PERMANENT,

  /** Nobody foresaw it: logged, and spends an attempt, so that it ends some day. */
  UNFORESEEN
}
