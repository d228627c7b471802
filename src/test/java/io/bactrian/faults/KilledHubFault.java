package io.bactrian.faults;

import static io.bactrian.faults.MediaWebhooks.PATH;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.embedded.standin.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KilledHubFault extends FaultTest {

  @Test
  void everyMediaIsStoredOnceAfterTheHubWasKilledInTheMiddle() {
    servers.standIn.fault(Fault.delay(PATH, Duration.ofMillis(400)));
    HubProcess hub = hub().start();
    assertThat(deliveries.deliver(hub.client(), webhooks.images(200))).isEmpty();
    awaitStored(hub, 20);
    hub.kill();
    assertThat(inDatabase("STORED")).isBetween(20, 180);
    servers.standIn.clearFaults();
    hub.start();
    finish(hub).checkAllStored();
  }
}
