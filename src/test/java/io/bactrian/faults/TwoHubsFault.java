package io.bactrian.faults;

import static io.bactrian.faults.MediaWebhooks.PATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.embedded.standin.Fault;
import java.time.Duration;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TwoHubsFault extends FaultTest {

  @Test
  void oneOfTwoHubsBringsHomeWhatTheOtherHadInHandWhenItWasKilled() {
    servers.standIn.fault(Fault.delay(PATH, Duration.ofMillis(500)));
    HubProcess killed = hub();
    HubProcess survivor = hub();
    killed.launch();
    survivor.launch();
    killed.awaitReady();
    survivor.awaitReady();
    Future<?> first =
        deliveries.delivering(
            () -> killed.isAlive() ? killed.client() : survivor.client(), webhooks.images(100));
    deliveries.deliverUntilAccepted(survivor::client, webhooks.images(100));
    awaitStored(survivor, 20);
    killed.kill();
    assertThat(inDatabase("STORED")).isLessThan(200);
    assertThat(claimed()).as("jobs in hand of both").isGreaterThan(8);
    servers.standIn.clearFaults();
    await("all delivered").atMost(PATIENCE).until(first::isDone);
    finish(survivor).checkAllStored();
  }
}
