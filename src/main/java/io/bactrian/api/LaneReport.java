package io.bactrian.api;

import io.bactrian.audit.Drift;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/** The lanes, and what is wrong with Evolution's settings. */
@Schema(name = "Lanes", description = "The lanes, and what is wrong with Evolution's settings")
record LaneReport(
    List<LaneLoad> items,
    @Schema(description = "Always null: there is one page") String next,
    @Schema(description = "Settings of Evolution that lose something, and what to do about them")
        List<Drift> audit,
    @Schema(description = "When all instances were compared last; null if they never were")
        Instant auditedAt) {}
