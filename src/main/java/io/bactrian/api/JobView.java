package io.bactrian.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/** A row of the ledger as the API shows it. */
@Schema(name = "Job", description = "One piece of work")
public record JobView(
    UUID id,
    @Schema(example = "process_incoming_media") String kind,
    @Schema(description = "Where it waits; null for a kind no longer declared", example = "durable")
        String lane,
    JobState state,
    @Schema(description = "Id of what it works on") UUID subject,
    int attempts,
    @Schema(description = "Null unless pending") Instant nextAttemptAt,
    @Schema(description = "When its source is gone") Instant expiresAt,
    String lastError,
    @Schema(description = "When its lane got it last") Instant queuedAt,
    Instant startedAt,
    Instant doneAt,
    Instant createdAt,
    Instant updatedAt) {}
