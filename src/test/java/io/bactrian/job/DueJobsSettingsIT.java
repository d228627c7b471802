package io.bactrian.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.hub.HubTest;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** How often what waits is published again, and how long a leftover claim is left alone. */
class DueJobsSettingsIT extends HubTest {

  private static final String KIND = "send_message";

  @Autowired private Deaths deaths;
  @Autowired private JobKinds kinds;
  @Autowired private HubPresence presence;
  @Autowired private JobsInHand inHand;
  @Autowired private TransactionTemplate transactions;

  @Test
  void theMoreWaitTheLongerEachIsLeftInItsLaneByTheRate() {
    assertThat(waitAmong(300, "10")).isLessThan(Duration.ofSeconds(60));
    assertThat(waitAmong(300, "1")).isGreaterThan(Duration.ofSeconds(290));
  }

  @Test
  void aLeftoverClaimIsLeftAloneForAsManyDoublingsAsAreSet() {
    assertThat(isTaken("3")).isFalse();
    assertThat(isTaken("0")).isTrue();
  }

  private Duration waitAmong(int others, String rate) {
    return transactions.execute(
        status -> {
          status.setRollbackOnly();
          for (int i = 0; i < others; i++) {
            insert("interval '1 h'", null, 0);
          }
          UUID id = insert("interval '0'", null, 12);
          dueJobs("requeue-rate", rate).take();
          return Duration.between(
              Instant.now(),
              jdbc.sql("select next_attempt_at from job where id = :id")
                  .param("id", id)
                  .query(OffsetDateTime.class)
                  .single()
                  .toInstant());
        });
  }

  /** One that was put back three times, claimed five seconds ago. */
  private boolean isTaken(String doublings) {
    return transactions.execute(
        status -> {
          status.setRollbackOnly();
          UUID id = insert("interval '0'", presence.id(), 3);
          return dueJobs("hold-doublings", doublings).take().stream()
              .anyMatch(job -> job.id().equals(id));
        });
  }

  private UUID insert(String due, UUID claimedBy, int requeues) {
    UUID id = UUID.randomUUID();
    jdbc.sql(
            """
            insert into job (id, kind, subject, next_attempt_at, queued_at, claimed_by, started_at,
              requeues)
            values (:id, :kind, :id, now() + %s, now(), :claimedBy, now() - interval '5 s',
              :requeues)"""
                .formatted(due))
        .param("id", id)
        .param("kind", KIND)
        .param("claimedBy", claimedBy)
        .param("requeues", requeues)
        .update();
    return id;
  }

  private DueJobs dueJobs(String setting, String value) {
    LedgerSettings settings =
        new Binder(
                new MapConfigurationPropertySource(
                    Map.of(setting, value, "infrastructure-delay", "1s")))
            .bindOrCreate("", LedgerSettings.class);
    return new DueJobs(jdbc, new JobTally(jdbc), kinds, presence, inHand, settings, deaths);
  }
}
