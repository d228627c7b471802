package io.bactrian.api;

import io.bactrian.derive.DerivativeState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/**
 * How far the derivatives of stored media have been made again.
 *
 * @param state only those that were in that state; null for all
 * @param waiting those that no worker has done yet
 * @param unavailable those for which a program is not installed
 */
@Schema(description = "A wish to have derivatives made again, and how far it has come")
record DerivationRun(
    UUID id,
    String instance,
    DerivativeState state,
    Instant since,
    int total,
    int waiting,
    int made,
    int none,
    int failed,
    int unavailable,
    Instant startedAt) {}
