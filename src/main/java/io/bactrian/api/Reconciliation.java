package io.bactrian.api;

import java.time.Instant;
import java.util.UUID;

/**
 * How far Evolution was asked for what its webhooks may have missed.
 *
 * @param state running, done or failed
 * @param page the page that is next
 * @param pages how many there are; null before the first answer
 * @param seen messages that Evolution named
 * @param missing those of them that no webhook had brought
 */
record Reconciliation(
    UUID id,
    String instance,
    String state,
    Instant since,
    Instant until,
    int page,
    Integer pages,
    int seen,
    int missing,
    String lastError,
    Instant startedAt,
    Instant updatedAt) {}
