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
 * the next death names the culprit. A death of a copy that had nobody suspected in hand shows that
 * something else kills, and all that is suspected begins anew. So a job that only happened to be in
 * hand is given up only if it is killed alone, time after time, and nothing else is meanwhile.
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

  private void count(UUID copy) {
    boolean suspected =
        update(
                """
                update job set deaths = array_append(deaths, :copy)
                where claimed_by = :copy and state = 'pending' and deaths is not null""",
                copy)
            > 0;
    if (!suspected) {
      jdbc.sql("update job set deaths = null where state = 'pending' and deaths is not null")
          .update();
    }
    update(
        """
        update job set deaths = array[cast(:copy as uuid)]
        where claimed_by = :copy and state = 'pending' and deaths is null""",
        copy);
    update("delete from hub where id = :copy", copy);
  }

  private void giveUp() {
    String reason =
        "given up: %d copies in a row died over it, each with no other suspect in hand"
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

  /** This copy was presumed dead and is not: what it had in hand did not kill it. */
  void takeBack(UUID copy) {
    update(
        """
        update job set deaths = nullif(array_remove(deaths, :copy), '{}')
        where state = 'pending' and :copy = any(deaths)""",
        copy);
  }

  private int update(String sql, UUID copy) {
    return jdbc.sql(sql).param("copy", copy).update();
  }
}
