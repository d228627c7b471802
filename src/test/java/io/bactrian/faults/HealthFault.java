package io.bactrian.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an orchestrator is told while the stores go away and come back. */
class HealthFault extends FaultTest {

  @AfterEach
  void allAreBack() {
    servers.startAll();
  }

  @Test
  void aHubIsReadyWhileOneStoreAcceptsAndAliveWithoutAnyOfThem() {
    HubProcess hub = hub().start();
    awaitReadiness(hub, 200, "database");

    servers.postgres.stop();
    awaitReadiness(hub, 200, "broker");

    servers.rabbit.stop();
    servers.redis.stop();
    servers.objects.stop();
    awaitReadiness(hub, 503, "none");
    assertThat(hub.health("/liveness").statusCode()).isEqualTo(200);
    assertThat(hub.health("").statusCode()).isEqualTo(503);

    servers.rabbit.start();
    awaitReadiness(hub, 200, "broker");
    servers.startAll();
    awaitReadiness(hub, 200, "database");
    assertThat(deliveries.deliver(hub.client(), webhooks.images(1))).isEmpty();
    finish(hub).checkAllStored();
  }

  private static void awaitReadiness(HubProcess hub, int status, String store) {
    await("readiness " + status + " by " + store)
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              HttpResponse<String> readiness = hub.health("/readiness");
              assertThat(readiness.body()).contains("\"store\":\"" + store + "\"");
              assertThat(readiness.statusCode()).isEqualTo(status);
            });
  }
}
