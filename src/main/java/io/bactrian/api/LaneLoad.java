package io.bactrian.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;

/** How one kind of job fares in its lane. */
@Schema(name = "Lane", description = "How one kind of job fares in its lane")
public record LaneLoad(
    @Schema(description = "fast or durable; null for a kind no longer declared") String lane,
    String kind,
    @Schema(description = "Jobs waiting in the lane; null if its server can't be asked") Long depth,
    @Schema(description = "Who takes from it; null if its server can't be asked") Integer consumers,
    @Schema(description = "Jobs being worked on") long inFlight,
    @Schema(description = "Seconds since the oldest pending job came; null if none is pending")
        Double oldestAge,
    @Schema(description = "Jobs done, ever") long done,
    @Schema(description = "Jobs parked now") long failed,
    @Schema(description = "Jobs to be done") long pending,
    @JsonProperty("wait") @Schema(description = "Milliseconds from queue to start")
        Percentiles waiting,
    @Schema(description = "Milliseconds from start to done") Percentiles work) {

  /** The same but for what changes with every tick of the clock. */
  public LaneLoad ageless() {
    return new LaneLoad(
        lane, kind, depth, consumers, inFlight, null, done, failed, pending, waiting, work);
  }
}
