package io.bactrian.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.bactrian.hub.HubTest;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A copy whose clock is wrong: what it writes is due by the clock of the database. */
class LedgerClockIT extends HubTest {

  private static final String KIND = "fetch_group_info";

  @Autowired private JobKinds kinds;
  @Autowired private JobClaims claims;
  @Autowired private JobSettlement settlement;
  @Autowired private LedgerSettings settings;
  @Autowired private JobJournal journal;
  @Autowired private HubPresence presence;

  /** Publishes nothing, or real workers would take it. */
  private final JobAnnouncer announcer = mock(JobAnnouncer.class);

  private final UUID subject = UUID.randomUUID();

  @AfterEach
  void noJob() {
    jdbc.sql("delete from job where subject = :id").param("id", subject).update();
  }

  @ParameterizedTest
  @ValueSource(ints = {-60, 60})
  void everyWaitIsMeasuredByTheDatabase(int minutes) {
    JobLedger wrong =
        new JobLedger(
            jdbc,
            kinds,
            claims,
            settlement,
            announcer,
            journal,
            Clock.offset(Clock.systemUTC(), Duration.ofMinutes(minutes)));

    JobRef opened = wrong.open(KIND, subject, null).orElseThrow();
    assertWaits(kinds.get(KIND).requeueAfter());

    wrong.defer(claimed(opened), "S3 is away");
    assertWaits(settings.infrastructureDelay());

    wrong.publishFailed(opened, "the broker is away");
    assertWaits(settings.infrastructureDelay());

    assertThat(wrong.retry(claimed(opened), "HTTP 503", Duration.ofSeconds(30))).isTrue();
    assertWaits(Duration.ofSeconds(30));
  }

  @Test
  void aJobThatNoLaneTookHasNotWaitedInOne() {
    JobLedger ledger =
        new JobLedger(jdbc, kinds, claims, settlement, announcer, journal, Clock.systemUTC());
    JobRef opened = ledger.open(KIND, subject, null).orElseThrow();
    jdbc.sql("update job set requeues = 3 where subject = :id").param("id", subject).update();

    ledger.publishFailed(opened, "the broker is away");

    assertThat(column("requeues", Integer.class)).isZero();
  }

  /** As a worker of this copy has it. */
  private Job claimed(JobRef opened) {
    OffsetDateTime at =
        jdbc.sql(
                "update job set claimed_by = :hub, started_at = now() where id = :id"
                    + " returning started_at")
            .param("hub", presence.id())
            .param("id", opened.id())
            .query(OffsetDateTime.class)
            .single();
    return new Job(opened.id(), KIND, subject, 0, null, null, new Claim(presence.id(), at));
  }

  private void assertWaits(Duration expected) {
    OffsetDateTime now = jdbc.sql("select now()").query(OffsetDateTime.class).single();
    Duration waits = Duration.between(now, column("next_attempt_at", OffsetDateTime.class));
    assertThat(waits).isBetween(expected.minusSeconds(20), expected.plusSeconds(1));
  }

  private <T> T column(String name, Class<T> type) {
    return jdbc.sql("select " + name + " from job where subject = :id")
        .param("id", subject)
        .query(type)
        .single();
  }
}
