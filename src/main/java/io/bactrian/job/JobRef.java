package io.bactrian.job;

import java.util.UUID;

/**
 * All that a lane carries of a job: nothing secret, nothing large, the same schema in both lanes.
 */
public record JobRef(UUID id, String kind) {}
