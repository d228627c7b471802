package io.bactrian.job;

import java.util.UUID;

/**
 * The ledger has parked a job over which copies died: what it is about has to tell so, in the same
 * transaction.
 *
 * @param reason for an operator
 */
public record JobGivenUp(String kind, UUID subject, String reason) {}
