package io.bactrian.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

class StoppedObjectStoreFault extends FaultTest {

  @Test
  void jobsWaitForTheObjectStoreWithoutSpendingAttempts() {
    HubProcess hub = hub().start();
    servers.objects.stop();
    assertThat(deliveries.deliver(hub.client(), webhooks.images(30))).isEmpty();
    await("jobs deferred").atMost(PATIENCE).until(() -> deferred() >= 8);
    assertThat(inDatabase("STORED")).isZero();
    servers.objects.start();
    Ledger ledger = finish(hub).checkAllStored();
    assertThat(ledger.parked()).isZero();
    assertThat(audit.attachments(hub.client()))
        .allSatisfy(stored -> assertThat(stored.path("attempts").asInt()).isEqualTo(1));
  }
}
