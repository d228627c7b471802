package io.bactrian.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AbsentBrokerFault extends FaultTest {

  @Test
  void aHubThatStartsWithoutItsBrokerAcceptsAndWorksWhenItComes() {
    servers.rabbit.stop();
    HubProcess hub = hub().start();
    assertThat(deliveries.deliver(hub.client(), webhooks.images(20))).isEmpty();
    assertThat(inDatabase("PENDING")).isEqualTo(20);
    servers.rabbit.start();
    finish(hub).checkAllStored();
  }
}
