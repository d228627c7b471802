package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A poll of the ledger that fails is followed by another. */
class DueJobsLaneIT extends HubTest {

  private static final String KIND = "process_incoming_media";

  @Test
  void dueJobsAreTakenAsSoonAsTheDatabaseLetsThem() {
    String kind = "refused_" + instance.replace('-', '_');
    UUID subject;
    UUID other;
    try (Refusal refusal = new Refusal(jdbc, "update", "job", "new.kind = '" + kind + "'")) {
      subject = JobRow.insert(jdbc, kind, null);
      other = JobRow.insert(jdbc, KIND, null);
      // The first is in every batch, so each of several polls fails as a whole.
      Awaitility.await().during(Duration.ofSeconds(1)).until(() -> requeues(kind) == 0);
      assertThat(refusal).isNotNull();
    }

    JobRow.until(jdbc, kind, subject, job -> job.requeues() > 0);
    JobRow.until(jdbc, KIND, other, JobRow::isDone);
    jdbc.sql("delete from job where subject = :id").param("id", subject).update();
  }

  @Test
  void aPublishedJobComesDueAgainSeveralTimesBeforeItExpires() {
    UUID subject = UUID.randomUUID();
    jdbc.sql(
            """
            insert into job (id, kind, subject, next_attempt_at, requeues, expires_at)
            values (gen_random_uuid(), :kind, :subject, now(), 12, now() + interval '16 min')""")
        .param("kind", KIND)
        .param("subject", subject)
        .update();

    JobRow done = JobRow.until(jdbc, KIND, subject, JobRow::isDone);

    // Doubled so often it would be an hour.
    assertThat(done.nextAttemptAt().toInstant()).isBefore(Instant.now().plusSeconds(180));
  }

  @Test
  void howeverLongAMessageHasWaitedItIsBackOnTheFastLaneSoon() {
    // Redis may have been emptied just now.
    assertThat(waitAfterAnother("send_message")).isBetween(Duration.ZERO, Duration.ofSeconds(30));
    // Nobody waits for a picture.
    assertThat(waitAfterAnother("fetch_profile_pic")).isGreaterThan(Duration.ofMinutes(50));
    assertThat(waitAfterAnother(KIND)).isGreaterThan(Duration.ofMinutes(50));
  }

  /** How long a job that was published a dozen times waits in its lane after the next time. */
  private Duration waitAfterAnother(String kind) {
    UUID subject = UUID.randomUUID();
    jdbc.sql(
            """
            insert into job (id, kind, subject, next_attempt_at, requeues)
            values (gen_random_uuid(), :kind, :subject, now(), 12)""")
        .param("kind", kind)
        .param("subject", subject)
        .update();
    JobRow published = JobRow.until(jdbc, kind, subject, job -> job.requeues() > 12);
    jdbc.sql("delete from job where subject = :id").param("id", subject).update();
    return Duration.between(Instant.now(), published.nextAttemptAt().toInstant());
  }

  private int requeues(String kind) {
    return jdbc.sql("select requeues from job where kind = :kind")
        .param("kind", kind)
        .query(Integer.class)
        .single();
  }
}
