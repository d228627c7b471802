package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.evolution.ReconciliationSettings;
import io.bactrian.evolution.Reconciliations;
import io.bactrian.job.JobLedger;
import io.bactrian.job.Parked;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Every instance is asked for what it sent while no hub ran, once after a start. */
class ReconciliationStartIT extends HubTest {

  @Autowired private JobLedger ledger;
  @Autowired private Parked parked;
  @Autowired private ReconciliationSettings settings;
  @Autowired private TransactionTemplate transactions;

  private Reconciliations started;

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

  private List<String> asked(boolean rolledBack) {
    return transactions.execute(
        status -> {
          started.due();
          List<String> asked =
              jdbc.sql("select instance from reconciliation where started_at = now()")
                  .query(String.class)
                  .list();
          if (rolledBack) {
            status.setRollbackOnly();
          } else {
            forget();
          }
          return asked;
        });
  }

  /** What was opened, so that the instances of other tests are not asked for. */
  private void forget() {
    jdbc.sql("delete from job where kind = 'reconcile_messages' and created_at = now()").update();
    jdbc.sql("delete from reconciliation where started_at = now()").update();
  }
}
