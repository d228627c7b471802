package io.bactrian.job;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.UUID;

/**
 * All that a lane carries of a job: nothing secret, nothing large, the same schema in both lanes.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record JobRef(UUID id, String kind) {}
