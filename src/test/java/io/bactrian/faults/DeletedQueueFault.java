package io.bactrian.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeletedQueueFault extends FaultTest {

  @Test
  void consumersComeBackToAQueueThatWasDeletedUnderThem() {
    HubProcess hub = hub().start();
    assertThat(deliveries.deliver(hub.client(), webhooks.images(20))).isEmpty();
    awaitStored(hub, 20);
    DurableLane.delete(servers.rabbit.port(), DurableLane.MEDIA);
    assertThat(deliveries.deliver(hub.client(), webhooks.images(20))).isEmpty();
    finish(hub).checkAllStored();
  }
}
