package io.bactrian.scrub;

import io.bactrian.storage.ObjectState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * Counts what this copy read: {@code bactrian.scrub.media} with the tag {@code result} (intact,
 * altered, missing, unreadable), and {@code bactrian.scrub.read} in bytes.
 */
@Component
class ScrubMeter {

  private static final String MEDIA = "bactrian.scrub.media";
  private static final String RESULT = "result";

  private final MeterRegistry meters;
  private final Counter unreadable;
  private final Counter bytes;

  ScrubMeter(MeterRegistry meters) {
    this.meters = meters;
    for (ObjectState state : ObjectState.values()) {
      counter(state);
    }
    unreadable = meters.counter(MEDIA, RESULT, "unreadable");
    bytes = Counter.builder("bactrian.scrub.read").baseUnit("bytes").register(meters);
  }

  /**
   * @param size of the media in bytes, as it was stored
   */
  void read(ObjectState state, long size) {
    counter(state).increment();
    bytes.increment(state == ObjectState.MISSING ? 0 : (double) size);
  }

  void unreadable() {
    unreadable.increment();
  }

  private Counter counter(ObjectState state) {
    return meters.counter(MEDIA, RESULT, state.name().toLowerCase(Locale.ROOT));
  }
}
