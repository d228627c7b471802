package io.bactrian.media;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/**
 * Counts damaged media that are whole again: {@code bactrian.scrub.repaired} with the tag {@code
 * by}: source, if it was fetched and put again, or storage, if its object was found whole after
 * all.
 */
@Component
public class RepairMeter {

  private final Counter bySource;
  private final Counter byStorage;

  public RepairMeter(MeterRegistry meters) {
    bySource = meters.counter("bactrian.scrub.repaired", "by", "source");
    byStorage = meters.counter("bactrian.scrub.repaired", "by", "storage");
  }

  void bySource() {
    bySource.increment();
  }

  void byStorage() {
    byStorage.increment();
  }
}
