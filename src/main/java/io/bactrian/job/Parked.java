package io.bactrian.job;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts parked jobs back: their attempts start anew, and they are due at once, at the end of their
 * line.
 */
@Component("parked")
public class Parked {

  private static final String PUT_BACK =
      """
      update job set state = 'pending', attempts = 0, requeues = 0, claimed_by = null,
        position = nextval('job_position'), next_attempt_at = now(), replayed_at = now(),
        updated_at = now(), waits_for = null, waits_since = null
      where state = 'parked' and""";

  private final JdbcClient jdbc;

  public Parked(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Replays one parked job.
   *
   * @param id its own, or that of its subject
   * @return the job's id; empty if nothing is parked under that id
   */
  @Transactional
  public Optional<UUID> replay(UUID id) {
    return jdbc
        .sql(PUT_BACK + " (id = :id or subject = :id) returning id")
        .param("id", id)
        .query(UUID.class)
        .list()
        .stream()
        .findFirst();
  }

  /**
   * Replays all parked jobs of a kind.
   *
   * @param kind null for every kind
   * @return how many
   */
  @Transactional
  public int replayAll(String kind) {
    return jdbc.sql(PUT_BACK + " (:kind::text is null or kind = :kind)")
        .param("kind", kind)
        .update();
  }
}
