package io.bactrian.hub;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A row of the ledger. */
record JobRow(
    UUID id,
    String state,
    int attempts,
    int requeues,
    UUID claimedBy,
    OffsetDateTime nextAttemptAt,
    String lastError) {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The newest job of a kind for a subject. */
  static JobRow of(JdbcClient jdbc, String kind, UUID subject) {
    return jdbc.sql(
            """
            select id, state, attempts, requeues, claimed_by, next_attempt_at, last_error from job
            where kind = :kind and subject = :subject order by created_at desc limit 1""")
        .param("kind", kind)
        .param("subject", subject)
        .query(JobRow.class)
        .single();
  }

  /** The same, once it is as wanted. */
  static JobRow until(JdbcClient jdbc, String kind, UUID subject, Predicate<JobRow> wanted) {
    return Awaitility.await(kind).atMost(PATIENCE).until(() -> of(jdbc, kind, subject), wanted);
  }

  /** Writes a row that is due at once, as a crash might have left it. */
  static UUID insert(JdbcClient jdbc, String kind, UUID claimedBy) {
    UUID subject = UUID.randomUUID();
    jdbc.sql(
            """
            insert into job (id, kind, subject, next_attempt_at, claimed_by)
            values (:id, :kind, :subject, now(), :claimedBy)""")
        .param("id", UUID.randomUUID())
        .param("kind", kind)
        .param("subject", subject)
        .param("claimedBy", claimedBy)
        .update();
    return subject;
  }

  boolean isDone() {
    return state.equals("done");
  }

  boolean isParked() {
    return state.equals("parked");
  }
}
