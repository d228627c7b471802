package io.bactrian.faults;

import static io.bactrian.faults.MediaWebhooks.PATH;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.embedded.standin.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PurgedQueueFault extends FaultTest {

  @Test
  void whatAPurgeThrewAwayIsStoredWithoutAnyoneActing() {
    servers.standIn.fault(Fault.delay(PATH, Duration.ofMillis(700)));
    HubProcess hub = hub().start();
    assertThat(deliveries.deliver(hub.client(), webhooks.images(100))).isEmpty();
    int purged = DurableLane.purge(servers.rabbit.port(), DurableLane.MEDIA);
    FaultReport.line("%s: purged %d waiting jobs", label(), purged);
    assertThat(purged).isPositive();
    servers.standIn.clearFaults();
    finish(hub).checkAllStored();
  }
}
