package io.bactrian.evolution;

import io.bactrian.job.JobLedger;
import io.bactrian.job.JobRef;
import io.bactrian.job.Parked;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Finds the silences in which an instance's webhooks may have been lost, and opens a job that asks
 * Evolution for them. Evolution resends for some 20 minutes and forgets what it holds when it
 * restarts (see its {@code webhook.controller.ts}), so silence is the only sign.
 */
@Component("reconciliations")
public class Reconciliations {

  /** The kind of job that asks. */
  public static final String KIND = "reconcile_messages";

  private static final Logger log = LoggerFactory.getLogger(Reconciliations.class);

  private final JdbcClient jdbc;
  private final JobLedger ledger;
  private final Parked parked;
  private final ReconciliationSettings settings;
  private final Clock clock;
  private final AtomicBoolean started = new AtomicBoolean();

  public Reconciliations(
      JdbcClient jdbc,
      JobLedger ledger,
      Parked parked,
      ReconciliationSettings settings,
      Clock clock) {
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.parked = parked;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Opens what is due: for every instance at the first call after a start, later for those that
   * were silent for longer than the gap.
   */
  @Transactional
  public List<JobRef> due() {
    boolean first = !started.get();
    List<JobRef> jobs = new ArrayList<>();
    for (String instance : instances()) {
      if (failedLately(instance)) {
        continue;
      }
      Optional<Instant> silence = silence(instance);
      if (silence.isEmpty() && first) {
        silence = lastEvent(instance);
      }
      silence
          .flatMap(since -> open(instance, since.minus(settings.overlap())))
          .ifPresent(jobs::add);
    }
    // Not before the commit: a database that fails now must not cost the look at the start.
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            started.set(true);
          }
        });
    return jobs;
  }

  /** Opens one by request. */
  @Transactional
  public List<JobRef> request(ReconciliationRequest request) {
    Instant from =
        request.since() != null
            ? request.since()
            : lastEvent(request.instance()).orElse(clock.instant()).minus(settings.overlap());
    return open(request.instance(), from).stream().toList();
  }

  /** One that failed is begun anew, with the job that was parked for it. */
  private Optional<JobRef> open(String instance, Instant since) {
    Instant now = clock.instant();
    Instant earliest = now.minus(settings.lookback());
    UUID id =
        jdbc.sql(
                """
                insert into reconciliation (id, instance, state, since, until)
                values (:id, :instance, 'running', :since, :until)
                on conflict (instance) do update set
                  state = 'running', page = 1, pages = null, seen = 0, missing = 0,
                  since = excluded.since, until = excluded.until, last_error = null,
                  started_at = now(), updated_at = now()
                where reconciliation.state <> 'running' or exists (
                  select 1 from job where subject = reconciliation.id and state = 'parked')
                returning id""")
            .param("id", UUID.randomUUID())
            .param("instance", instance)
            .param("since", Timestamp.from(since.isBefore(earliest) ? earliest : since))
            .param("until", Timestamp.from(now))
            .query(UUID.class)
            .optional()
            .orElse(null);
    if (id == null) {
      return Optional.empty();
    }
    log.info("{} is asked for what came since {}", instance, since);
    return ledger
        .open(KIND, id, null)
        .or(() -> parked.replay(id).map(job -> new JobRef(job, KIND)));
  }

  private List<String> instances() {
    return jdbc.sql("select distinct instance from conversation").query(String.class).list();
  }

  private Optional<Instant> lastEvent(String instance) {
    return jdbc.sql("select max(received_at) from event where instance = :instance")
        .param("instance", instance)
        .query(Timestamp.class)
        .optional()
        .map(Timestamp::toInstant);
  }

  /** What Evolution refuses for good it refuses every minute. */
  private boolean failedLately(String instance) {
    return jdbc.sql(
            """
            select exists (select 1 from reconciliation where instance = :instance
              and state = 'failed' and updated_at > now() - make_interval(secs => :gap))""")
        .param("instance", instance)
        .param("gap", settings.gap().toSeconds())
        .query(Boolean.class)
        .single();
  }

  /** The begin of the first silence that no reconciliation has covered. */
  private Optional<Instant> silence(String instance) {
    return jdbc.sql(
            """
            with heard as (
              select received_at as at from event
              where instance = :instance and received_at > :earliest
                and received_at > coalesce((select until from reconciliation
                  where instance = :instance and state <> 'failed'), '-infinity')
              union all
              select until from reconciliation where instance = :instance and state <> 'failed'),
            next as (
              select at, lead(at, 1, cast(:now as timestamptz)) over (order by at) as next
              from heard)
            select min(at) from next
            where next - at > make_interval(secs => :gap)""")
        .param("instance", instance)
        .param("earliest", Timestamp.from(clock.instant().minus(settings.lookback())))
        .param("now", Timestamp.from(clock.instant()))
        .param("gap", settings.gap().toSeconds())
        .query(Timestamp.class)
        .optional()
        .map(Timestamp::toInstant);
  }
}
