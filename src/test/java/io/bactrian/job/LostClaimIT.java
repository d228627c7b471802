package io.bactrian.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.hub.HubTest;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Of two who claimed one job, only the later one has a say in it. */
class LostClaimIT extends HubTest {

  private static final String KIND = "fetch_group_info";

  @Autowired private JobLedger ledger;

  private final UUID one = UUID.randomUUID();
  private final UUID other = UUID.randomUUID();
  private final UUID subject = UUID.randomUUID();

  @AfterEach
  void noJob() {
    jdbc.sql("delete from job where subject = :id").param("id", subject).update();
    jdbc.sql("delete from hub where id in (:one, :other)")
        .param("one", one)
        .param("other", other)
        .update();
  }

  @Test
  void aCopyThatWasPresumedDeadTakesNothingFromTheOneThatTookOver() {
    Job lost = claim(one);
    Job held = claim(other);

    assertThatOnly(held, lost);
  }

  @Test
  void theSameCopysEarlierClaimIsAsLost() {
    Job lost = claim(one);
    Job held = claim(one);

    assertThatOnly(held, lost);
  }

  private void assertThatOnly(Job held, Job lost) {
    assertThat(ledger.holds(lost)).isFalse();
    assertThat(ledger.isOthers(lost)).isTrue();
    assertThat(ledger.isOthers(held)).isFalse();
    assertThat(ledger.retry(lost, "HTTP 500")).isFalse();
    assertThat(ledger.postpone(lost, Duration.ZERO, "not connected")).isFalse();
    assertThat(ledger.park(lost, "HTTP 410")).isFalse();
    assertThat(ledger.done(lost)).isFalse();
    ledger.defer(lost, "S3 is away");

    assertThat(column("state", String.class)).isEqualTo("pending");
    assertThat(column("attempts", Integer.class)).isZero();
    assertThat(column("claimed_by", UUID.class)).isEqualTo(held.claim().hub());
    assertThat(ledger.holds(held)).isTrue();
    assertThat(ledger.done(held)).isTrue();
    assertThat(column("state", String.class)).isEqualTo("done");
    assertThat(ledger.done(held)).isFalse();
  }

  /** As the ledger would give it to a living copy. */
  private Job claim(UUID hub) {
    jdbc.sql(
            """
            insert into hub (id, seen_at) values (:id, now() + interval '1 h')
            on conflict do nothing""")
        .param("id", hub)
        .update();
    // Not opened by the ledger, which would publish it to real workers.
    jdbc.sql(
            """
            insert into job (id, kind, subject, next_attempt_at, queued_at)
            values (gen_random_uuid(), :kind, :subject, now() + interval '1 h', now())
            on conflict (kind, subject) where state <> 'done' do nothing""")
        .param("kind", KIND)
        .param("subject", subject)
        .update();
    UUID id = column("id", UUID.class);
    OffsetDateTime at =
        jdbc.sql(
                "update job set claimed_by = :hub, started_at = clock_timestamp() where id = :id"
                    + " returning started_at")
            .param("hub", hub)
            .param("id", id)
            .query(OffsetDateTime.class)
            .single();
    return new Job(id, KIND, subject, 0, null, null, new Claim(hub, at));
  }

  private <T> T column(String name, Class<T> type) {
    return jdbc.sql("select " + name + " from job where subject = :id")
        .param("id", subject)
        .query(type)
        .single();
  }
}
