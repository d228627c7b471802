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
    jdbc.sql("update reconciliation set state = 'done' where instance = :instance")
        .param("instance", instance)
        .update();

    assertThat(asked(true)).doesNotContain(instance);
  }

  private List<String> asked(boolean rolledBack) {
    return transactions.execute(
        status -> {
          started.due();
          if (rolledBack) {
            status.setRollbackOnly();
          }
          return jdbc.sql("select instance from reconciliation where state = 'running'")
              .query(String.class)
              .list();
        });
  }
}
