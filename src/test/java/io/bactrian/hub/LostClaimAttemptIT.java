package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.job.DatabaseWatch;
import io.bactrian.job.DueJobs;
import io.bactrian.job.HubPresence;
import io.bactrian.job.Job;
import io.bactrian.job.JobKinds;
import io.bactrian.job.JobLedger;
import io.bactrian.job.JobRef;
import io.bactrian.job.LedgerSettings;
import java.util.List;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A job that was lost with its copy: one that may be what kills workers comes to an end, no other
 * pays for it. What a test's transaction has not committed yet, no other copy takes.
 */
class LostClaimAttemptIT extends DerivationTest {

  private static final String MEDIA = "process_incoming_media";

  @Autowired private DueJobs dueJobs;
  @Autowired private JobKinds kinds;
  @Autowired private JobLedger ledger;
  @Autowired private LedgerSettings settings;
  @Autowired private DatabaseWatch database;
  @Autowired private HubPresence presence;
  @Autowired private TransactionTemplate transactions;

  @Test
  void aFileOverWhichEveryCopyDiesIsGivenUp() {
    hub.post(sample("04-image-base64-inline.json"));
    JsonNode made = derived("MADE");
    JobRow.until(jdbc, KIND, id(made), JobRow::isDone);
    int most = kinds.get(KIND).retry().maxAttempts();

    lose(KIND, id(made), most);

    JsonNode failed = derived("FAILED");
    assertThat(failed.path("derivativesError").asText())
        .contains(most + " attempts", "its worker died");
    assertThat(failed.path("status").asText()).isEqualTo("STORED");
    assertThat(failed.path("thumbnail")).isEqualTo(made.path("thumbnail"));
    assertThat(JobRow.until(jdbc, KIND, id(made), JobRow::isDone).lastError()).isNull();
  }

  @Test
  void oneThatIsLostLessOftenIsMade() {
    hub.post(sample("04-image-base64-inline.json"));
    JsonNode made = derived("MADE");
    JobRow.until(jdbc, KIND, id(made), JobRow::isDone);

    lose(KIND, id(made), 2);

    assertThat(JobRow.until(jdbc, KIND, id(made), JobRow::isDone).attempts()).isEqualTo(3);
    derived("MADE");
  }

  @Test
  void aMediaThatIsLostWithItsCopySpendsNothing() {
    UUID subject = UUID.randomUUID();

    lose(MEDIA, subject, 12);

    assertThat(JobRow.until(jdbc, MEDIA, subject, JobRow::isDone).attempts()).isEqualTo(1);
  }

  @Test
  void whoIsHandedTheJobOfADeadCopyCountsItAsWell() {
    assertThat(claimedAfterLoss(KIND).attempts()).isEqualTo(1);
    assertThat(claimedAfterLoss(MEDIA).attempts()).isZero();
  }

  @Test
  void aLeftoverOfALivingCopyIsNotLost() {
    UUID subject = UUID.randomUUID();
    transactions.executeWithoutResult(
        status -> {
          claimed(KIND, subject, presence.id());
          assertThat(take(KIND, subject).attempts()).isZero();
          delete(subject);
        });
  }

  @Test
  void aCopyThatStopsGivesBackWhatItCouldNotEnd() {
    HubPresence other = new HubPresence(jdbc, kinds, settings, database);
    UUID subject = UUID.randomUUID();
    transactions.executeWithoutResult(
        status -> {
          other.start();
          claimed(KIND, subject, other.id());
          other.stop();
          assertThat(take(KIND, subject).attempts()).isZero();
          delete(subject);
        });
  }

  /** The job is claimed that often by a copy that dies, and then it is due. */
  private void lose(String kind, UUID subject, int times) {
    transactions.executeWithoutResult(
        status -> {
          claimed(kind, subject, UUID.randomUUID());
          for (int i = 0; i < times; i++) {
            jdbc.sql("update job set claimed_by = :dead where subject = :id and state = 'pending'")
                .param("dead", UUID.randomUUID())
                .param("id", subject)
                .update();
            assertThat(take(kind, subject).claimedBy()).isNull();
          }
          jdbc.sql("update job set next_attempt_at = now() where subject = :id")
              .param("id", subject)
              .update();
        });
  }

  /** The job after a poll of the ledger, which took it. */
  private JobRow take(String kind, UUID subject) {
    List<JobRef> taken = dueJobs.take();
    JobRow row = JobRow.of(jdbc, kind, subject);
    assertThat(taken).extracting(JobRef::id).contains(row.id());
    // Nobody publishes what was taken here.
    jdbc.sql("update job set next_attempt_at = now() where id in (:ids) and subject <> :own")
        .param("ids", taken.stream().map(JobRef::id).toList())
        .param("own", subject)
        .update();
    return row;
  }

  private Job claimedAfterLoss(String kind) {
    UUID subject = UUID.randomUUID();
    Exchange exchange = new DefaultExchange(camel);
    try {
      return transactions.execute(
          status -> {
            claimed(kind, subject, UUID.randomUUID());
            UUID id = JobRow.of(jdbc, kind, subject).id();
            Job job =
                ledger.claim("{\"id\":\"%s\",\"kind\":\"%s\"}".formatted(id, kind), kind, exchange);
            delete(subject);
            return job;
          });
    } finally {
      exchange
          .getExchangeExtension()
          .handoverCompletions()
          .forEach(each -> each.onComplete(exchange));
    }
  }

  private void claimed(String kind, UUID subject, UUID by) {
    jdbc.sql(
            """
            insert into job (id, kind, subject, next_attempt_at, queued_at, claimed_by, started_at)
            values (gen_random_uuid(), :kind, :subject, now(), now(), :by, now() - interval '2 h')""")
        .param("kind", kind)
        .param("subject", subject)
        .param("by", by)
        .update();
  }

  private void delete(UUID subject) {
    jdbc.sql("delete from job where subject = :id").param("id", subject).update();
  }
}
