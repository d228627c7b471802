package io.bactrian.job;

/**
 * What else is written, beside the ledger, when jobs of a kind fail. Each method is called in a
 * transaction, in which it says of the job itself too what becomes of it.
 */
public interface FailedWork {

  /** The kind of jobs. */
  String kind();

  /** It is tried again by the schedule of its kind. */
  void retry(Job job, String reason);

  /** It is given up. */
  void giveUp(Job job, String reason);
}
