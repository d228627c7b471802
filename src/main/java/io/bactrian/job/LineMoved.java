package io.bactrian.job;

import java.util.UUID;

/**
 * The first job of a line is settled: the next one's turn has come. Published after the commit,
 * since a claim of the next one that came earlier was refused and nobody else asks again soon.
 */
public record LineMoved(UUID line) {}
