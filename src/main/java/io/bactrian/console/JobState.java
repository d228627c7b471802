package io.bactrian.console;

/** How a job stands; the names in the API and in the ledger. */
enum JobState {
  pending,
  done,
  parked
}
