package io.bactrian.job;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The jobs that were given up for now. One that is put back starts its attempts again and is due at
 * once, at the end of its line.
 */
@Component("parked")
public class Parked {

  private static final String PUT_BACK =
      """
      update job set state = 'pending', attempts = 0, requeues = 0, claimed_by = null,
        queued_at = null,
        position = nextval('job_position'), next_attempt_at = now(), replayed_at = now(),
        updated_at = now(), waits_for = null, waits_since = null, deaths = null,
        deadly_after = null
      where state = 'parked' and""";

  private final JdbcClient jdbc;
  private final JobAnnouncer announcer;

  public Parked(JdbcClient jdbc, JobAnnouncer announcer) {
    this.jdbc = jdbc;
    this.announcer = announcer;
  }

  /**
   * Keeps a job that is parked from the start, in the caller's transaction; again if it is done.
   */
  public void open(UUID id, String kind, UUID subject, String reason) {
    jdbc.sql(
            """
            insert into job (id, kind, subject, state, next_attempt_at, last_error)
            values (:id, :kind, :subject, 'parked', now(), :reason)
            on conflict (id) do update set state = 'parked', last_error = excluded.last_error,
              done_at = null, updated_at = now()
            where job.state = 'done'""")
        .param("id", id)
        .param("kind", kind)
        .param("subject", subject)
        .param("reason", ErrorText.shorten(reason))
        .update();
    announcer.changed(id);
  }

  /**
   * Replays one parked job.
   *
   * @param id its own, or that of its subject
   * @return the job's id; empty if nothing is parked under that id
   */
  @Transactional
  public Optional<UUID> replay(UUID id) {
    return announced(
            jdbc.sql(PUT_BACK + " (id = :id or subject = :id) returning id").param("id", id))
        .stream()
        .findFirst();
  }

  /**
   * Replays those of some jobs that are parked.
   *
   * @return how many
   */
  @Transactional
  public int replay(Collection<UUID> ids) {
    return ids.isEmpty()
        ? 0
        : announced(jdbc.sql(PUT_BACK + " id in (:ids) returning id").param("ids", ids)).size();
  }

  /**
   * Puts the parked job of a kind for a subject back if it was parked before that time: for jobs
   * that are asked for again and again, but not more often than that.
   */
  @Transactional
  public void replayOld(String kind, UUID subject, Instant before) {
    announced(
        jdbc.sql(
                PUT_BACK
                    + " kind = :kind and subject = :subject and updated_at < :before returning id")
            .param("kind", kind)
            .param("subject", subject)
            .param("before", Timestamp.from(before)));
  }

  /**
   * Replays all parked jobs of a kind.
   *
   * @param kind null for every kind
   * @return how many
   */
  @Transactional
  public int replayAll(String kind) {
    return announced(
            jdbc.sql(PUT_BACK + " (:kind::text is null or kind = :kind) returning id")
                .param("kind", kind))
        .size();
  }

  private List<UUID> announced(JdbcClient.StatementSpec replay) {
    List<UUID> replayed = replay.query(UUID.class).list();
    replayed.forEach(announcer::changed);
    return replayed;
  }
}
