package io.bactrian.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/** A job that was given up for now, with what a person needs to decide on it. */
@Schema(description = "A parked job; the ids below say what it is about, where they apply")
public record ParkedJob(
    UUID id,
    String kind,
    @Schema(description = "Id of what it works on; replays as well as its own id") UUID subject,
    String instance,
    String reason,
    int attempts,
    Instant parkedAt,
    @Schema(description = "When its source is gone") Instant expiresAt,
    UUID event,
    UUID conversation,
    UUID message,
    UUID attachment) {}
