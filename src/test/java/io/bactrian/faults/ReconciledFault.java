package io.bactrian.faults;

import static org.assertj.core.api.Assertions.assertThat;

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
    HubProcess hub = hub("bactrian.reconciliation.initial-delay", "500").start();
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
    HubProcess hub =
        hub(
            "bactrian.reconciliation.initial-delay",
            "500",
            "bactrian.reconciliation.page-size",
            "20",
            "spring.main.sources",
            CrashPoints.class.getName());
    CrashLane lane = new CrashLane(hub, "reconcile", deliveries, Duration.ofSeconds(30));
    lane.ready();
    deliveries.deliverUntilAccepted(hub::client, webhooks.images(5));
    awaitStored(hub, 5);
    hub.kill();
    List<SentMedia> missed = webhooks.images(60);
    for (SentMedia one : missed) {
      servers.standIn.message(webhooks.instance(), JSON.readTree(one.webhook()).path("data"));
    }
    deliveries.expect(missed);
    lane.halt("after 1 reconcile-messages-page-done", webhooks::image, () -> {});
    lane.ready();
    deliveries.deliverUntilAccepted(hub::client, lane.left());
    finish(hub).checkAllStored();
    assertThat(lane.missed()).isEmpty();
    assertThat(servers.standIn.count("^POST /chat/findMessages/" + webhooks.instance() + "$"))
        // More where a slow machine began another reconciliation before or after.
        .as("three pages")
        .isGreaterThanOrEqualTo(3);
  }
}
