package io.bactrian.evolution;

/**
 * The call of Evolution that an exchange made last.
 *
 * @param instance on whose behalf; null for a call that concerned all of them
 * @param responseTimeout how long its answer may take, in milliseconds
 */
public record MadeCall(String instance, long responseTimeout) {}
