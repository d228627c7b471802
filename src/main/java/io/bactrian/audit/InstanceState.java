package io.bactrian.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/** An instance, as far as webhooks and Evolution told of it. */
@Schema(name = "Instance", description = "An instance of Evolution and what is wrong with it")
public record InstanceState(
    String name,
    @Schema(description = "baileys, cloud (Meta's Cloud API) or unknown") String channel,
    @Schema(description = "Of Evolution; null until it was asked") String version,
    @Schema(description = "open, connecting, close or unknown") String connection,
    @Schema(description = "Since when it is so connected; null if not known") Instant since,
    @Schema(description = "Since when Evolution does not list it any more; null while it does")
        Instant goneSince,
    List<Finding> audit) {

  /** A setting that is not as it has to be. */
  @Schema(name = "Finding")
  public record Finding(
      String setting,
      @JsonProperty("is") String found,
      String expected,
      @Schema(description = "What a person does about it") String remedy,
      @Schema(description = "Whether it is meant to be so") boolean accepted) {}
}
