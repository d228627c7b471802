package io.bactrian.evolution;

/** Evolution was seen to be of another version than before, as far as it serves this instance. */
public record EvolutionReplaced(String instance) {}
