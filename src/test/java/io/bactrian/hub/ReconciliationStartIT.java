package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.job.JobLedger;
import io.bactrian.job.Parked;
import io.bactrian.reconcile.ReconciliationSettings;
import io.bactrian.reconcile.Reconciliations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Every instance is asked for what it sent while no hub ran, once after a start. */
class ReconciliationStartIT extends HubTest {

  private static final Duration GAP = Duration.ofSeconds(2);

  @Autowired private JobLedger ledger;
  @Autowired private Parked parked;
  @Autowired private ReconciliationSettings settings;
  @Autowired private TransactionTemplate transactions;

  private Reconciliations started;
  private Instant since;

  @BeforeEach
  void startedAnew() {
    started = new Reconciliations(jdbc, ledger, parked, settings, Clock.systemUTC());
    hub.post(sample("01-text-conversation.json"));
  }

  @Test
  void aFirstLookThatIsRolledBackIsMadeUpFor() {
    assertThat(asked(true)).contains(instance);
    assertThat(asked(true)).contains(instance);
  }

  @Test
  void aSecondLookAsksForNoneThatWasNotSilent() {
    assertThat(asked(false)).contains(instance);

    assertThat(asked(true)).doesNotContain(instance);
  }

  @Test
  void anInstanceThatFallsSilentForLongerThanTheGapIsAsked() {
    started =
        new Reconciliations(
            jdbc,
            ledger,
            parked,
            new ReconciliationSettings(
                GAP, Duration.ofSeconds(1), settings.lookback(), settings.pageSize()),
            Clock.systemUTC());
    asked(false);
    Instant heard = lastEvent();

    Awaitility.await().until(() -> asked(true).contains(instance));

    Duration silent = Duration.between(heard, Instant.now());
    assertThat(silent).isGreaterThan(GAP);
    assertThat(since).isEqualTo(heard.minus(GAP).truncatedTo(ChronoUnit.MICROS));
  }

  private List<String> asked(boolean rolledBack) {
    return transactions.execute(
        status -> {
          started.due();
          List<String> asked =
              jdbc.sql("select instance from reconciliation where started_at = now()")
                  .query(String.class)
                  .list();
          jdbc.sql("select since from reconciliation where instance = :instance")
              .param("instance", instance)
              .query(OffsetDateTime.class)
              .optional()
              .ifPresent(found -> since = found.toInstant());
          if (rolledBack) {
            status.setRollbackOnly();
          } else {
            forget();
          }
          return asked;
        });
  }

  private Instant lastEvent() {
    return jdbc.sql("select max(received_at) from event where instance = :instance")
        .param("instance", instance)
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  /** What was opened, so that the instances of other tests are not asked for. */
  private void forget() {
    jdbc.sql(
            """
            delete from job where subject in (
              select id from reconciliation where started_at = now())""")
        .update();
    jdbc.sql("delete from reconciliation where started_at = now()").update();
  }
}
