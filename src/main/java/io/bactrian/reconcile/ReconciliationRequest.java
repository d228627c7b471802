package io.bactrian.reconcile;

import java.time.Instant;

/**
 * Somebody wants an instance's messages compared with Evolution's.
 *
 * @param since from when; null for shortly before the last webhook
 */
public record ReconciliationRequest(String instance, Instant since) {}
