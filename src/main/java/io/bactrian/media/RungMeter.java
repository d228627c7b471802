package io.bactrian.media;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/**
 * Counts what came of each rung: {@code bactrian.rung.outcomes} with the tags {@code rung} and
 * {@code outcome} (obtained, dead, unavailable, interrupted by an infrastructure failure), and
 * {@code bactrian.media.bytes} of the media it gave.
 */
@Component
public class RungMeter {

  private final MeterRegistry meters;

  public RungMeter(MeterRegistry meters) {
    this.meters = meters;
    for (Rung rung : Rung.values()) {
      for (String outcome : new String[] {"obtained", "dead", "unavailable", "interrupted"}) {
        meters.counter("bactrian.rung.outcomes", "rung", rung.wireName(), "outcome", outcome);
      }
      bytes(rung.wireName(), 0);
    }
  }

  void count(Rung rung, String outcome) {
    if (rung != null) {
      meters
          .counter("bactrian.rung.outcomes", "rung", rung.wireName(), "outcome", outcome)
          .increment();
    }
  }

  void obtained(Rung rung, long bytes) {
    count(rung, "obtained");
    bytes(rung.wireName(), bytes);
  }

  private void bytes(String rung, long bytes) {
    Counter.builder("bactrian.media")
        .baseUnit("bytes")
        .tag("rung", rung)
        .register(meters)
        .increment((double) bytes);
  }
}
