package io.bactrian.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconciledFault extends FaultTest {

  private static final ObjectMapper JSON = new ObjectMapper();

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
}
