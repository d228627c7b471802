package io.bactrian.watch;

import io.bactrian.job.DatabaseWatch;
import io.bactrian.job.JobKind;
import io.bactrian.job.JobKinds;
import io.bactrian.job.JobTally;
import io.bactrian.job.Lane;
import io.bactrian.job.LedgerSettings;
import io.bactrian.lane.LaneProbe;
import io.bactrian.lane.RabbitTopology;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Reads what all copies share in two queries and one question to each server. */
@Component
class LedgerReader {

  private record Reconciliations(Integer hubs, Integer running, Integer failed, Timestamp last) {}

  private final JdbcClient jdbc;
  private final JobTally tally;
  private final DatabaseWatch database;
  private final LaneProbe probe;
  private final JobKinds kinds;
  private final LedgerSettings ledger;
  private final Clock clock;

  LedgerReader(
      JdbcClient jdbc,
      JobTally tally,
      DatabaseWatch database,
      LaneProbe probe,
      JobKinds kinds,
      LedgerSettings ledger,
      Clock clock) {
    this.jdbc = jdbc;
    this.tally = tally;
    this.database = database;
    this.probe = probe;
    this.kinds = kinds;
    this.ledger = ledger;
    this.clock = clock;
  }

  LedgerReading read() {
    Map<String, LedgerReading.OpenJobs> open = Map.of();
    Reconciliations reconciliations = null;
    if (!database.isAway()) {
      try {
        open = openJobs();
        reconciliations = reconciliations();
      } catch (DataAccessException | TransactionException e) {
        database.note(e);
      }
    }
    // A server that does not answer is asked once: each question may take its whole timeout.
    boolean broker = probe.queueDepth(RabbitTopology.WEBHOOK_EVENTS) != null;
    boolean redis = probe.redisAnswers();
    boolean known = reconciliations != null;
    return new LedgerReading(
        clock.instant(),
        known,
        broker,
        redis,
        open,
        lanes(broker, redis),
        broker ? queues() : Map.of(),
        known ? reconciliations.hubs() : null,
        known ? reconciliations.running() : null,
        known ? reconciliations.failed() : null,
        known ? instant(reconciliations.last()) : null);
  }

  private Map<String, LedgerReading.OpenJobs> openJobs() {
    Map<String, LedgerReading.OpenJobs> open = new HashMap<>();
    tally
        .counts()
        .forEach(
            (kind, jobs) ->
                open.put(
                    kind,
                    new LedgerReading.OpenJobs(
                        jobs.pending(),
                        jobs.inFlight(),
                        jobs.parked(),
                        jobs.oldest(),
                        jobs.expires())));
    return open;
  }

  private Reconciliations reconciliations() {
    return jdbc.sql(
            """
            select (select count(*) from hub where seen_at > now() - make_interval(secs => :dead))
                as hubs,
              count(*) filter (where state = 'running') as running,
              count(*) filter (where state = 'failed') as failed,
              max(updated_at) filter (where state = 'done') as last
            from reconciliation""")
        .param("dead", ledger.presumedDead().toSeconds())
        .query(Reconciliations.class)
        .single();
  }

  private Map<String, LaneProbe.Reading> lanes(boolean broker, boolean redis) {
    Map<String, LaneProbe.Reading> lanes = new HashMap<>();
    for (JobKind kind : kinds.all()) {
      boolean up = kind.lane() == Lane.fast ? redis : broker;
      lanes.put(kind.name(), up ? probe.read(kind.name()) : new LaneProbe.Reading(null, null));
    }
    return lanes;
  }

  private Map<String, Long> queues() {
    Map<String, Long> depths = new LinkedHashMap<>();
    queueNames().forEach(queue -> depths.put(queue, probe.queueDepth(queue)));
    return depths;
  }

  /** Queues that are no kind's own. */
  Stream<String> queueNames() {
    Stream<String> dead =
        kinds.all().stream()
            .filter(kind -> kind.lane() == Lane.durable)
            .map(JobKind::name)
            .map(name -> name + ".dead");
    return Stream.concat(
        Stream.of(
            RabbitTopology.WEBHOOK_EVENTS,
            RabbitTopology.WEBHOOK_EVENTS + ".dead",
            RabbitTopology.UNROUTED),
        dead);
  }

  private static Instant instant(Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
