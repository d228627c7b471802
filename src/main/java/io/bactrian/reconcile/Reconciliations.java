package io.bactrian.reconcile;

import io.bactrian.job.JobLedger;
import io.bactrian.job.Kinds;
import io.bactrian.job.Parked;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
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

  /** Since when an instance's last reconciliation asked, if it was given up. */
  private static final String GIVEN_UP =
      """
      select since from reconciliation left join lateral (
        select max(job.updated_at) filter (where job.state = 'parked') as parked_at,
          count(*) filter (where job.state = 'pending') as pending
        from job where job.subject = reconciliation.id and job.state <> 'done') as jobs on true
      where instance = :instance and pending = 0
        and (state = 'failed' or parked_at is not null)""";

  private static final Logger log = LoggerFactory.getLogger(Reconciliations.class);

  private final JdbcClient jdbc;
  private final JobLedger ledger;
  private final Parked parked;
  private final ReconciliationSettings settings;
  private final Clock clock;

  /**
   * From when the instances are to be asked that the look at the start could not ask, as an older
   * reconciliation of theirs was still under way or had just failed; null before that look.
   */
  private volatile Map<String, Instant> unasked;

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
   * were silent for longer than the gap or whose last reconciliation was given up. What cannot be
   * opened yet is at the next call.
   */
  @Transactional
  public void due() {
    Map<String, Instant> before = unasked;
    Map<String, Instant> left = new HashMap<>();
    for (String instance : instances()) {
      Optional<Instant> start =
          before == null ? start(instance) : Optional.ofNullable(before.get(instance));
      boolean opened =
          !failedLately(instance)
              && earlier(start, missed(instance))
                  .filter(since -> open(instance, since))
                  .isPresent();
      if (!opened) {
        start.ifPresent(since -> left.put(instance, since));
      }
    }
    // Not before the commit: a database that fails now must not cost the look at the start.
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            unasked = left;
          }
        });
  }

  /** Opens one by request; it asks for what is due anyway as well, or nobody would. */
  @Transactional
  public void request(ReconciliationRequest request) {
    Instant from =
        request.since() != null
            ? request.since()
            : lastEvent(request.instance()).orElse(clock.instant()).minus(settings.overlap());
    earlier(Optional.of(from), missed(request.instance()))
        .ifPresent(since -> open(request.instance(), since));
  }

  private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
    return Stream.of(one, other).flatMap(Optional::stream).min(Comparator.naturalOrder());
  }

  /**
   * One that was given up is begun again, with the job that was parked for it; one that is under
   * way is left alone, also if somebody has put its parked job back.
   */
  private boolean open(String instance, Instant since) {
    Instant earliest = earliest();
    // Alone: a look of another copy at the same moment sees what this one has put back.
    jdbc.sql("select id from reconciliation where instance = :instance for update")
        .param("instance", instance)
        .query(UUID.class)
        .optional();
    UUID id =
        jdbc.sql(
                """
                insert into reconciliation (id, instance, state, since, until)
                values (:id, :instance, 'running', :since, now())
                on conflict (instance) do update set
                  state = 'running', page = 1, pages = null, seen = 0, missing = 0,
                  since = excluded.since, until = excluded.until, last_error = null,
                  started_at = now(), updated_at = now()
                where (reconciliation.state <> 'running' or exists (
                    select 1 from job where subject = reconciliation.id and state = 'parked'))
                  and not exists (
                    select 1 from job where subject = reconciliation.id and state = 'pending')
                returning id""")
            .param("id", UUID.randomUUID())
            .param("instance", instance)
            .param("since", Timestamp.from(since.isBefore(earliest) ? earliest : since))
            .query(UUID.class)
            .optional()
            .orElse(null);
    if (id == null) {
      return false;
    }
    log.info("Evolution is asked for the messages of {} since {}", instance, since);
    return ledger.open(Kinds.RECONCILE_MESSAGES, id, null).isPresent()
        || parked.replay(id).isPresent();
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

  /**
   * From when an instance is asked after a start. Of one whose reconciliation is under way nothing
   * is known since the end of its time.
   */
  private Optional<Instant> start(String instance) {
    return jdbc.sql(
            """
            select least(
              (select max(received_at) from event where instance = :instance),
              (select until from reconciliation
                where instance = :instance and state = 'running'))""")
        .param("instance", instance)
        .query(Timestamp.class)
        .optional()
        .map(heard -> heard.toInstant().minus(settings.overlap()));
  }

  /** What Evolution refuses for good it refuses every minute. */
  private boolean failedLately(String instance) {
    return jdbc.sql(
            GIVEN_UP + " and greatest(updated_at, parked_at) > now() - make_interval(secs => :gap)")
        .param("instance", instance)
        .param("gap", settings.gap().toSeconds())
        .query(Timestamp.class)
        .optional()
        .isPresent();
  }

  /**
   * From when an instance is to be asked whatever time it is: from where the last reconciliation
   * began if that was given up, else from before the first silence since.
   */
  private Optional<Instant> missed(String instance) {
    Optional<Instant> givenUp =
        jdbc.sql(
                GIVEN_UP
                    + """
                       and exists (select 1 from event
                        where instance = :instance and received_at > :earliest)""")
            .param("instance", instance)
            .param("earliest", Timestamp.from(earliest()))
            .query(Timestamp.class)
            .optional()
            .map(Timestamp::toInstant);
    return givenUp.or(() -> silence(instance).map(since -> since.minus(settings.overlap())));
  }

  /**
   * The begin of the first silence that no reconciliation has covered. By the database's clock, of
   * which all the other times are: a copy whose clock is wrong must not see one where none is.
   */
  private Optional<Instant> silence(String instance) {
    return jdbc.sql(
            """
            with heard as (
              select received_at as at from event
              where instance = :instance and received_at > :earliest
                and received_at > coalesce((select until from reconciliation
                  where instance = :instance), '-infinity')
              union all
              select until from reconciliation where instance = :instance and state <> 'failed'),
            next as (
              select at, lead(at, 1, now()) over (order by at) as next
              from heard)
            select min(at) from next
            where next - at > make_interval(secs => :gap)""")
        .param("instance", instance)
        .param("earliest", Timestamp.from(earliest()))
        .param("gap", settings.gap().toSeconds())
        .query(Timestamp.class)
        .optional()
        .map(Timestamp::toInstant);
  }

  private Instant earliest() {
    return clock.instant().minus(settings.lookback());
  }
}
