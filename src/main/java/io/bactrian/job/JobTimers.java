package io.bactrian.job;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * How long jobs waited and were worked on, as histograms by kind: {@code bactrian.job.wait} from
 * queue to start, {@code bactrian.job.work} from start to whatever came of it.
 */
@Component
class JobTimers {

  private final MeterRegistry registry;
  private final LedgerSettings settings;
  private final Map<String, Timer> waits = new ConcurrentHashMap<>();
  private final Map<String, Timer> works = new ConcurrentHashMap<>();

  JobTimers(MeterRegistry registry, LedgerSettings settings) {
    this.registry = registry;
    this.settings = settings;
  }

  void waited(String kind, Duration time) {
    waits
        .computeIfAbsent(
            kind, name -> timer("bactrian.job.wait", "Time of jobs from queue to start", name))
        .record(time.isNegative() ? Duration.ZERO : time);
  }

  void worked(String kind, Duration time) {
    works
        .computeIfAbsent(
            kind, name -> timer("bactrian.job.work", "Time of jobs from start to outcome", name))
        .record(time);
  }

  private Timer timer(String name, String description, String kind) {
    return Timer.builder(name)
        .description(description)
        .tag("kind", kind)
        .publishPercentileHistogram()
        .minimumExpectedValue(settings.shortestTime())
        .maximumExpectedValue(settings.longestTime())
        .register(registry);
  }
}
