package io.bactrian.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.faults.inside.CrashPoints;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReconciledFault extends FaultTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Evolution remembers what other tests have put into it. */
  @BeforeEach
  void anInstanceOfItsOwn() {
    String instance = "reconciledfault-" + System.nanoTime();
    webhooks = new MediaWebhooks(servers.standIn, instance);
    audit = new MediaAudit(instance, deliveries);
  }

  @Test
  void whatWasSentWhileTheHubWasAwayForLongerThanTheSenderRepeatsIsFoundInEvolution()
      throws IOException {
    HubProcess hub =
        hub(
                "bactrian.reconciliation.initial-delay",
                "500",
                // Where the first hub has one under way, the second's is put off to its next look.
                "bactrian.reconciliation.period",
                "2000")
            .start();
    deliveries.deliverUntilAccepted(hub::client, webhooks.images(10));
    awaitStored(hub, 10);
    hub.kill();
    // Evolution has given up all of these; only its own database has them.
    List<SentMedia> missed = webhooks.images(60);
    for (SentMedia one : missed) {
      servers.standIn.message(webhooks.instance(), JSON.readTree(one.webhook()).path("data"));
    }
    deliveries.expect(missed);
    hub.start();
    finish(hub).checkAllStored();
    assertThat(deliveries.answers().get(202)).isEqualTo(10);
  }

  @Test
  void aReconciliationGoesOnFromThePageAtWhichItsHubWasKilled() throws IOException {
    try (HubProcess before = withoutLooks().start()) {
      deliveries.deliverUntilAccepted(before::client, webhooks.images(5));
      awaitStored(before, 5);
    }
    List<SentMedia> missed = webhooks.images(60);
    for (SentMedia one : missed) {
      servers.standIn.message(webhooks.instance(), JSON.readTree(one.webhook()).path("data"));
    }
    deliveries.expect(missed);
    HubProcess halted =
        hub(
            "bactrian.reconciliation.initial-delay",
            "500",
            "bactrian.reconciliation.page-size",
            "20",
            "spring.main.sources",
            CrashPoints.class.getName());
    CrashLane lane = new CrashLane(halted, "reconcile", deliveries, Duration.ofSeconds(60));
    lane.halt("after 1 reconcile-messages-page-done", webhooks::image, () -> {});
    assertThat(lane.missed()).isEmpty();
    assertThat(reconciliation("page")).as("next page").isEqualTo(2);

    HubProcess after = withoutLooks().start();
    deliveries.deliverUntilAccepted(after::client, lane.left());
    finish(after).checkAllStored();

    await("the reconciliation is done")
        .atMost(PATIENCE)
        .until(() -> reconciliation("(state = 'done')::int") == 1);
    assertThat(reconciliation("pages")).as("pages there are").isEqualTo(3);
    assertThat(reconciliation("page")).as("pages gone through").isEqualTo(4);
    assertThat(reconciliation("seen")).as("messages, none of them twice").isEqualTo(60);
  }

  /** A hub that asks Evolution for nothing by itself, only goes on with what another began. */
  private HubProcess withoutLooks() {
    return hub(
        "bactrian.reconciliation.initial-delay",
        "3600000",
        "bactrian.reconciliation.page-size",
        "20");
  }

  /** The number in a column of the instance's only reconciliation. */
  private int reconciliation(String column) {
    return count(
        "select %s from reconciliation where instance = '%s'"
            .formatted(column, webhooks.instance()));
  }
}
