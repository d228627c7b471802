package io.bactrian.api;

/** How a job stands; the names in the API and in the ledger. */
public enum JobState {
  pending,
  done,
  parked
}
