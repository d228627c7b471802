package io.bactrian.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A broker that blocks its publishers: it is alive, takes their data, and confirms nothing. */
class AlarmedBrokerFault extends FaultTest {

  @AfterEach
  void noAlarm() {
    if (servers != null) {
      watermark("0.6");
      diskLimit("50MB");
    }
  }

  @Test
  void webhooksAreAcceptedByTheDatabaseAloneDuringAMemoryAlarm() {
    HubProcess hub = hub().start();
    watermark("0.00001");
    during(hub);
    watermark("0.6");
    finish(hub).checkAllStored();
  }

  @Test
  void webhooksAreAcceptedByTheDatabaseAloneDuringADiskAlarm() {
    HubProcess hub = hub().start();
    diskLimit("1000000000000000");
    during(hub);
    diskLimit("50MB");
    finish(hub).checkAllStored();
  }

  private void during(HubProcess hub) {
    await("alarm")
        .atMost(PATIENCE)
        .until(
            () ->
                !servers
                    .rabbit
                    .control("rabbitmqctl", "eval", "rabbit_alarm:get_alarms().")
                    .strip()
                    .equals("[]"));
    assertThat(deliveries.deliver(hub.client(), webhooks.images(40))).isEmpty();
    assertThat(inDatabase("PENDING")).isPositive();
  }

  private void watermark(String share) {
    servers.rabbit.control("rabbitmqctl", "set_vm_memory_high_watermark", share);
  }

  private void diskLimit(String limit) {
    servers.rabbit.control("rabbitmqctl", "set_disk_free_limit", limit);
  }
}
