package io.bactrian.faults;

import static io.bactrian.faults.MediaWebhooks.PATH;
import static org.awaitility.Awaitility.await;

import io.bactrian.embedded.standin.Fault;
import java.time.Duration;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class KilledBrokerFault extends FaultTest {

  @Test
  void everyMediaIsStoredOnceAfterTheBrokerWasKilledAmongPublishersAndConsumers() {
    servers.standIn.fault(Fault.delay(PATH, Duration.ofMillis(200)));
    HubProcess hub = hub().start();
    // A queue that was declared a moment ago may be dead after a kill of this broker.
    await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
    Future<?> delivering = deliveries.delivering(hub::client, webhooks.images(200));
    awaitStored(hub, 20);
    servers.rabbit.kill();
    // Accepted by the ledger alone.
    deliveries.deliverUntilAccepted(hub::client, webhooks.images(20));
    servers.rabbit.start();
    servers.standIn.clearFaults();
    await("all delivered").atMost(PATIENCE).until(delivering::isDone);
    finish(hub).checkAllStored();
  }
}
