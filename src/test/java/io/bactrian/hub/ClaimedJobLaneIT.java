package io.bactrian.hub;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.job.DueJobs;
import io.bactrian.job.HubPresence;
import io.bactrian.job.JobRef;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Who works on a job is written in the ledger, and a claim ends with who made it. */
class ClaimedJobLaneIT extends HubTest {

  /** Done as soon as it is worked on, since nothing is there for it to do. */
  private static final String KIND = "process_incoming_media";

  @Autowired private DueJobs dueJobs;
  @Autowired private HubPresence presence;
  @Autowired private TransactionTemplate transactions;

  @Test
  void aJobOfADeadCopyIsWorkedOn() {
    UUID subject = JobRow.insert(jdbc, KIND, UUID.randomUUID());

    JobRow.until(jdbc, KIND, subject, JobRow::isDone);
  }

  @Test
  void aJobOfThisCopyThatIsNotInHandIsWorkedOn() {
    UUID subject = JobRow.insert(jdbc, KIND, presence.id());

    JobRow.until(jdbc, KIND, subject, JobRow::isDone);
  }

  @Test
  void aClaimOfThisCopyThatWasMadeJustNowIsLeftAlone() {
    UUID subject = claimed("0 seconds", 8);

    assertThat(dueJobs.take())
        .noneMatch(ref -> ref.id().equals(JobRow.of(jdbc, KIND, subject).id()));
    assertThat(JobRow.of(jdbc, KIND, subject).claimedBy()).isEqualTo(presence.id());
    delete(subject);
  }

  @Test
  void aClaimThatIsLeftOverAgainAndAgainIsTakenAtGrowingDistances() {
    // 1 s after an infrastructure failure, doubled three times.
    UUID soon = claimed("6 seconds", 3);
    UUID due = claimed("10 seconds", 3);

    JobRow.until(jdbc, KIND, due, JobRow::isDone);
    JobRow.until(jdbc, KIND, soon, JobRow::isDone);

    assertThat(doneAt(soon)).isAfter(doneAt(due).plusSeconds(1));
  }

  private UUID claimed(String ago, int requeues) {
    UUID subject = UUID.randomUUID();
    jdbc.sql(
            """
            insert into job (id, kind, subject, next_attempt_at, claimed_by, requeues, started_at)
            values (gen_random_uuid(), :kind, :subject, now(), :hub, :requeues,
              now() - cast(:ago as interval))""")
        .param("kind", KIND)
        .param("subject", subject)
        .param("hub", presence.id())
        .param("requeues", requeues)
        .param("ago", ago)
        .update();
    return subject;
  }

  private Instant doneAt(UUID subject) {
    return jdbc.sql("select done_at from job where subject = :subject")
        .param("subject", subject)
        .query(Timestamp.class)
        .single()
        .toInstant();
  }

  @Test
  void aJobOfALivingCopyIsLeftAloneUntilThatCopyIsGone() {
    UUID other = UUID.randomUUID();
    jdbc.sql("insert into hub (id) values (:id)").param("id", other).update();
    UUID subject = JobRow.insert(jdbc, KIND, other);

    Awaitility.await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(10))
        .until(() -> other.equals(JobRow.of(jdbc, KIND, subject).claimedBy()));

    jdbc.sql("delete from hub where id = :id").param("id", other).update();
    JobRow.until(jdbc, KIND, subject, JobRow::isDone);
  }

  @Test
  void aJobThatAnotherTransactionHoldsIsPassedOver() {
    UUID held = JobRow.insert(jdbc, "held_" + instance.replace('-', '_'), null);

    int requeues =
        transactions.execute(
            status -> {
              int before =
                  jdbc.sql("select requeues from job where subject = :id for update")
                      .param("id", held)
                      .query(Integer.class)
                      .single();
              jdbc.sql("update job set next_attempt_at = now() where subject = :id")
                  .param("id", held)
                  .update();
              // Would wait for this very transaction if it did not skip the row.
              CompletableFuture.supplyAsync(dueJobs::take).orTimeout(10, SECONDS).join();
              return before;
            });

    JobRow.until(
        jdbc, "held_" + instance.replace('-', '_'), held, job -> job.requeues() > requeues);
    delete(held);
  }

  @Test
  void twoCopiesThatTakeAtOnceTakeNothingTwice() {
    for (int i = 0; i < 200; i++) {
      JobRow.insert(jdbc, KIND, null);
    }

    CompletableFuture<List<JobRef>> one = CompletableFuture.supplyAsync(dueJobs::take);
    CompletableFuture<List<JobRef>> other = CompletableFuture.supplyAsync(dueJobs::take);

    Set<JobRef> both = new HashSet<>(one.join());
    both.retainAll(other.join());
    assertThat(both).isEmpty();
    // Taken here, they were not published: they come due like those of a copy that crashed.
    jdbc.sql("update job set next_attempt_at = now() where kind = :kind and state = 'pending'")
        .param("kind", KIND)
        .update();
  }

  @Test
  void aKindThatIsNotDeclaredAnyMoreStays() {
    String kind = "gone_" + instance.replace('-', '_');
    UUID subject = JobRow.insert(jdbc, kind, null);

    JobRow row = JobRow.until(jdbc, kind, subject, job -> job.requeues() > 0);

    assertThat(row.state()).isEqualTo("pending");
    assertThat(row.attempts()).isZero();
    delete(subject);
  }

  private void delete(UUID subject) {
    jdbc.sql("delete from job where subject = :id").param("id", subject).update();
  }
}
