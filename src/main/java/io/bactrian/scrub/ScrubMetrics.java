package io.bactrian.scrub;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Gauges of what all copies share: {@code bactrian.scrub.last.age} in seconds, and {@code
 * bactrian.attachment.damaged} with the tag {@code status}. What is not known now is NaN.
 */
@Component
class ScrubMetrics {

  private record Reading(Instant last, Map<String, Integer> damaged) {}

  private static final Logger log = LoggerFactory.getLogger(ScrubMetrics.class);

  private final ScrubRepository repository;
  private final ScrubSettings settings;
  private volatile Reading reading;

  ScrubMetrics(
      ScrubRepository repository, ScrubSettings settings, MeterRegistry meters, Clock clock) {
    this.settings = settings;
    this.repository = repository;
    Gauge.builder("bactrian.scrub.last.age", () -> age(clock.instant()))
        .baseUnit("seconds")
        .register(meters);
    for (String status : new String[] {"PENDING", "PARKED"}) {
      Gauge.builder("bactrian.attachment.damaged", () -> damaged(status))
          .tag("status", status)
          .register(meters);
    }
  }

  @Scheduled(
      fixedDelayString = "${bactrian.metrics.period:10s}",
      initialDelayString = "${bactrian.metrics.period:10s}")
  void read() {
    try {
      reading = new Reading(repository.last().orElse(null), repository.damagedByStatus());
    } catch (RuntimeException e) {
      reading = null;
      log.warn("the scrub could not be measured: {}", e.toString());
    }
  }

  private double age(Instant now) {
    Reading known = reading;
    return settings.dailyShare() == 0 || known == null || known.last() == null
        ? Double.NaN
        : Duration.between(known.last(), now).toMillis() / 1000.0;
  }

  private double damaged(String status) {
    Reading known = reading;
    return known == null ? Double.NaN : known.damaged().getOrDefault(status, 0);
  }
}
