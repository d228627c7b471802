package io.bactrian.faults;

import static io.bactrian.faults.MediaWebhooks.PATH;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.embedded.standin.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoppedDatabaseFault extends FaultTest {

  /** What a webhook is answered while only the database is away: the durable lane keeps it. */
  private static final int ANSWER = 202;

  @Test
  void nothingIsLostWhileTheDatabaseIsStopped() {
    servers.standIn.fault(Fault.delay(PATH, Duration.ofMillis(200)));
    HubProcess hub = hub().start();
    assertThat(deliveries.deliver(hub.client(), webhooks.images(40))).isEmpty();
    servers.postgres.stop();
    List<SentMedia> meanwhile = webhooks.images(10);
    var before = deliveries.answers().getOrDefault(ANSWER, 0);
    List<SentMedia> left = deliveries.deliver(hub.client(), meanwhile);
    assertThat(deliveries.answers().get(ANSWER) - before).isEqualTo(10);
    servers.postgres.start();
    servers.standIn.clearFaults();
    deliveries.deliverUntilAccepted(hub::client, left);
    finish(hub).checkAllStored();
  }

  @Test
  void nothingIsLostWhenTheDatabaseIsKilledAndComesBack() {
    servers.standIn.fault(Fault.delay(PATH, Duration.ofMillis(200)));
    HubProcess hub = hub().start();
    assertThat(deliveries.deliver(hub.client(), webhooks.images(40))).isEmpty();
    awaitStored(hub, 5);
    servers.postgres.kill();
    servers.postgres.start();
    servers.standIn.clearFaults();
    deliveries.deliverUntilAccepted(hub::client, webhooks.images(10));
    finish(hub).checkAllStored();
  }
}
