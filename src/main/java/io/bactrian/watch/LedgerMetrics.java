package io.bactrian.watch;

import io.bactrian.job.JobKind;
import io.bactrian.job.JobKinds;
import io.bactrian.job.Lane;
import io.bactrian.lane.RabbitTopology;
import io.bactrian.watch.LedgerReading.OpenJobs;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Gauges of what all copies share, from a reading that is made once in a while: each copy tells the
 * same, so a query over several takes the maximum, never the sum. What is not known now is NaN.
 */
@Component
class LedgerMetrics {

  private static final Logger log = LoggerFactory.getLogger(LedgerMetrics.class);

  private final LedgerReader reader;
  private final MeterRegistry meters;
  private final Clock clock;
  private volatile LedgerReading last;

  LedgerMetrics(LedgerReader reader, JobKinds kinds, MeterRegistry meters, Clock clock) {
    this.reader = reader;
    this.meters = meters;
    this.clock = clock;
    kinds.all().forEach(this::kind);
    reader.queueNames().forEach(this::queue);
    store("database", LedgerReading::database);
    store("broker", LedgerReading::broker);
    store("redis", LedgerReading::redis);
    gauge("bactrian.hubs", null, Tags.empty(), reading -> number(reading.hubs()));
    gauge(
        "bactrian.reconciliation.open",
        null,
        Tags.empty(),
        reading -> number(reading.reconciliations()));
    gauge(
        "bactrian.reconciliation.failed",
        null,
        Tags.empty(),
        reading -> number(reading.failedReconciliations()));
    gauge(
        "bactrian.reconciliation.last.age",
        "seconds",
        Tags.empty(),
        reading -> since(reading.lastReconciliation()));
  }

  @Scheduled(
      fixedDelayString = "${bactrian.metrics.period:10s}",
      initialDelayString = "${bactrian.metrics.period:10s}")
  void read() {
    try {
      last = reader.read();
    } catch (RuntimeException e) {
      last = null;
      log.warn("the ledger could not be measured: {}", e.toString());
    }
  }

  private void kind(JobKind kind) {
    String name = kind.name();
    Tags tags = Tags.of("kind", name, "lane", kind.lane().name());
    jobs("bactrian.job.pending", null, name, tags, OpenJobs::pending);
    jobs("bactrian.job.in.flight", null, name, tags, OpenJobs::inFlight);
    jobs("bactrian.job.parked", null, name, tags, OpenJobs::parked);
    jobs("bactrian.job.oldest.age", "seconds", name, tags, jobs -> since(jobs.oldest()));
    jobs("bactrian.job.expiry", "seconds", name, tags, jobs -> -since(jobs.expires()));
    gauge("bactrian.lane.depth", null, tags, reading -> number(reading.lanes().get(name).depth()));
    if (kind.lane() == Lane.durable) {
      gauge(
          "bactrian.lane.consumers",
          null,
          tags,
          reading -> number(reading.lanes().get(name).consumers()));
    }
  }

  private void queue(String queue) {
    gauge(
        queue.equals(RabbitTopology.WEBHOOK_EVENTS)
            ? "bactrian.shelter.depth"
            : "bactrian.dead.depth",
        null,
        Tags.of("queue", queue),
        reading -> number(reading.queues().get(queue)));
  }

  private void store(String store, java.util.function.Predicate<LedgerReading> up) {
    gauge("bactrian.store.up", null, Tags.of("store", store), each -> up.test(each) ? 1 : 0);
  }

  private void jobs(
      String name, String unit, String kind, Tags tags, ToDoubleFunction<OpenJobs> value) {
    gauge(
        name,
        unit,
        tags,
        reading ->
            reading.database()
                ? value.applyAsDouble(reading.kinds().getOrDefault(kind, OpenJobs.NONE))
                : Double.NaN);
  }

  private void gauge(String name, String unit, Tags tags, ToDoubleFunction<LedgerReading> value) {
    Gauge.builder(name, () -> last == null ? Double.NaN : value.applyAsDouble(last))
        .tags(tags)
        .baseUnit(unit)
        .register(meters);
  }

  /** Seconds since then, by now; NaN for never. */
  private double since(Instant then) {
    return then == null ? Double.NaN : Duration.between(then, clock.instant()).toMillis() / 1000.0;
  }

  private static double number(Number value) {
    return value == null ? Double.NaN : value.doubleValue();
  }
}
