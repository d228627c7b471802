package io.bactrian.api;

/** Milliseconds that 50, 95 and 99 of a hundred took at most; null where nothing was measured. */
public record Percentiles(Double p50, Double p95, Double p99) {

  static final Percentiles NONE = new Percentiles(null, null, null);
}
