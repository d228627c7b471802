package io.bactrian.job;

import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * Who holds a job. The time tells two claims of the same copy apart.
 *
 * @param hub the copy of the program
 * @param at when it took the job, by the database's clock and as precise as the database has it
 */
public record Claim(UUID hub, OffsetDateTime at) {}
