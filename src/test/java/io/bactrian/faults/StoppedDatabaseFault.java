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
  void nothingIsLostWhenTheShelterIsDeletedWhileTheDatabaseIsStopped() {
    HubProcess hub = hub().start();
    deliveries.deliverUntilAccepted(hub::client, webhooks.images(5));
    awaitStored(hub, 5);
    servers.postgres.stop();
    DurableLane.delete(servers.rabbit.port(), "webhook_events");
    deliveries.deliverUntilAccepted(hub::client, webhooks.images(20));
    servers.postgres.start();
    finish(hub).checkAllStored();
    assertThat(DurableLane.waiting(servers.rabbit.port(), "bactrian.unrouted")).isZero();
  }

  @Test
  void theSenderKeepsWhatNeitherStoreTakes() {
    HubProcess hub = hub().start();
    deliveries.deliverUntilAccepted(hub::client, webhooks.images(5));
    awaitStored(hub, 5);
    servers.postgres.stop();
    servers.rabbit.stop();
    List<SentMedia> refused = webhooks.images(12);
    assertThat(deliveries.deliver(hub.client(), refused)).hasSameElementsAs(refused);
    assertThat(deliveries.answers()).as("503 with Retry-After").containsEntry(503, 12);
    servers.rabbit.start();
    deliveries.deliverUntilAccepted(hub::client, refused.subList(0, 6));
    assertThat(deliveries.answers()).as("the broker alone took them").containsEntry(ANSWER, 11);
    servers.postgres.start();
    deliveries.deliverUntilAccepted(hub::client, refused);
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
