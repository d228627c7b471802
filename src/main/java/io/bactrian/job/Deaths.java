package io.bactrian.job;

import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds the job in whose work copies die, so that it does not end every copy there is for ever.
 *
 * <p>What a dead copy had in hand is suspected, and from then on worked on by a copy one at a time:
 * the next death names the culprit. Before the try that may be its last, a copy has to live without
 * it for a time, once to twice as long as the job ran when a copy died. A death of a copy that had
 * nobody suspected in hand shows that something else kills, and all that is suspected begins anew.
 * So kills from outside, at whatever pace, find a job alone in hand now and then, but not again and
 * again while they spare the copies that are without it.
 */
@Component
class Deaths {

  private final JdbcClient jdbc;
  private final LedgerSettings settings;
  private final JobAnnouncer announcer;
  private final JobJournal journal;
  private final ApplicationEventPublisher publisher;

  private record Culprit(UUID id, String kind, UUID subject, UUID line) {}

  Deaths(
      JdbcClient jdbc,
      LedgerSettings settings,
      JobAnnouncer announcer,
      JobJournal journal,
      ApplicationEventPublisher publisher) {
    this.jdbc = jdbc;
    this.settings = settings;
    this.announcer = announcer;
    this.journal = journal;
    this.publisher = publisher;
  }

  /**
   * Counts the deaths of the copies that are presumed dead, each once, and parks whom they name; in
   * the caller's transaction. A copy that signed off, or that only could not reach the database and
   * comes back, did not die.
   */
  void count() {
    List<UUID> dead =
        jdbc.sql(
                """
                select id from hub where seen_at < now() - make_interval(secs => :dead)
                order by seen_at for update skip locked""")
            .param("dead", settings.presumedDead().toSeconds())
            .query(UUID.class)
            .list();
    dead.forEach(this::count);
    if (!dead.isEmpty()) {
      giveUp();
    }
  }

  /** Of several suspects in hand it is the one begun last: the others had gone well so far. */
  private void count(UUID copy) {
    boolean suspected =
        update(
                """
                update job set deaths = array_append(deaths, :copy),
                  deadly_after = greatest(deadly_after, coalesce(
                    (select seen_at from hub where id = :copy) - started_at, '0'))
                where id = (
                  select id from job
                  where claimed_by = :copy and state = 'pending' and deaths is not null
                  order by started_at desc limit 1)""",
                copy)
            > 0;
    if (!suspected) {
      jdbc.sql(
              """
              update job set deaths = null, deadly_after = null
              where state = 'pending' and deaths is not null""")
          .update();
    }
    update(
        """
        update job set deaths = array[cast(:copy as uuid)],
          deadly_after = (select seen_at from hub where id = :copy) - started_at
        where claimed_by = :copy and state = 'pending' and deaths is null""",
        copy);
    update("delete from hub where id = :copy", copy);
  }

  private void giveUp() {
    String reason =
        "given up: %d copies of the hub died while they worked on it"
            .formatted(settings.maxDeaths());
    jdbc.sql(
            """
            update job set state = 'parked', claimed_by = null, last_error = :reason,
              updated_at = now()
            where state = 'pending' and cardinality(deaths) >= :most
            returning id, kind, subject, line""")
        .param("reason", reason)
        .param("most", settings.maxDeaths())
        .query(Culprit.class)
        .list()
        .forEach(culprit -> tell(culprit, reason));
  }

  private void tell(Culprit culprit, String reason) {
    publisher.publishEvent(new JobGivenUp(culprit.kind(), culprit.subject(), reason));
    Job job = new Job(culprit.id(), culprit.kind(), culprit.subject(), 0, null, null, null);
    announcer.afterCommit(() -> journal.parked(job, reason));
    announcer.changed(culprit.id());
    announcer.settled(culprit.line());
  }

  /** This copy was or will be presumed dead and is not: what it had in hand did not kill it. */
  void takeBack(UUID copy) {
    update(
        """
        update job set deaths = nullif(array_remove(deaths, :copy), '{}')
        where state = 'pending' and deaths is not null and :copy = any(deaths)""",
        copy);
  }

  private int update(String sql, UUID copy) {
    return jdbc.sql(sql).param("copy", copy).update();
  }
}
