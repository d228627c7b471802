package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.job.HubPresence;
import io.bactrian.job.Job;
import io.bactrian.job.JobAnnouncer;
import io.bactrian.job.JobKinds;
import io.bactrian.job.JobLedger;
import io.bactrian.job.JobRef;
import io.bactrian.job.JobsInHand;
import io.bactrian.job.LedgerSettings;
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
  @Autowired private HubPresence presence;
  @Autowired private JobsInHand inHand;
  @Autowired private LedgerSettings settings;
  @Autowired private JobAnnouncer announcer;

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
            presence,
            inHand,
            settings,
            announcer,
            json,
            Clock.offset(Clock.systemUTC(), Duration.ofMinutes(minutes)));

    JobRef opened = wrong.open(KIND, subject, null).orElseThrow();
    assertWaits(kinds.get(KIND).requeueAfter());

    Job job = new Job(opened.id(), KIND, subject, 0, null, null);
    wrong.defer(job, "S3 is away");
    assertWaits(settings.houseDelay());

    wrong.publishFailed(opened, "the broker is away");
    assertWaits(settings.houseDelay());

    wrong.retry(job, "HTTP 503", Duration.ofSeconds(30));
    assertWaits(Duration.ofSeconds(30));
  }

  @Test
  void aJobThatNoLaneTookHasNotWaitedInOne() {
    JobLedger ledger =
        new JobLedger(
            jdbc, kinds, presence, inHand, settings, announcer, json, Clock.systemUTC());
    JobRef opened = ledger.open(KIND, subject, null).orElseThrow();
    jdbc.sql("update job set requeues = 3 where subject = :id")
        .param("id", subject)
        .update();

    ledger.publishFailed(opened, "the broker is away");

    assertThat(JobRow.of(jdbc, KIND, subject).requeues()).isZero();
  }

  private void assertWaits(Duration expected) {
    OffsetDateTime now = jdbc.sql("select now()").query(OffsetDateTime.class).single();
    Duration waits = Duration.between(now, JobRow.of(jdbc, KIND, subject).nextAttemptAt());
    assertThat(waits).isBetween(expected.minusSeconds(20), expected.plusSeconds(1));
  }
}
