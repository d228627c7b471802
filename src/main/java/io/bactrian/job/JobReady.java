package io.bactrian.job;

/**
 * A job belongs on its lane: it was opened, or its turn has come in its line. Published after the
 * commit, so that who takes it from the lane finds its row; what is lost from here on is due again
 * by the ledger's own clock.
 */
public record JobReady(JobRef ref) {}
