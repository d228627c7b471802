package io.bactrian.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.hub.HubClient;
import io.bactrian.servers.NativeProxy;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whoever begins bodies and does not send them keeps nobody else waiting. */
class HeldConnectionsFault extends FaultTest {

  /** As the container sets it: 30 % of 2 GB. */
  private static final String CONTAINER_HEAP = "614m";

  private static final Duration HELD = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  /** More than the web server has threads. */
  private static final int CONNECTIONS = 205;

  private static final String JSON = "Content-Type: application/json";
  private static final String WEBHOOK = "X-Webhook-Token: " + HubProcess.WEBHOOK_TOKEN;
  private static final String API = "Authorization: Bearer " + HubProcess.API_TOKEN;

  private HubProcess hub;
  private HubClient sender;
  private int port;

  @Test
  void nobodyWaitsForTheBodiesOfOthers() throws IOException {
    hub =
        keep(HubProcess.ofJar("heldconnectionsfault", PackagedJar.required(label()), settings()))
            .heap(CONTAINER_HEAP)
            .start();
    by(hub.port());
    new Waits(deliveries, webhooks).during(sender, Duration.ofSeconds(3));
    held("a stranger at no path", "/anything", JSON);
    held("a stranger at the webhook", "/webhooks/evolution", JSON);
    held("a stranger at the API", "/api/messages", JSON);
    held("a sender of webhooks", "/webhooks/evolution", JSON, WEBHOOK);
    held("a client of the API", "/api/messages", JSON, API);

    if (NativeProxy.available()) {
      try (NativeProxy proxy = new NativeProxy(hub.port(), hub.managementPort())) {
        proxy.start();
        by(proxy.port());
        held("behind the proxy, a stranger", "/webhooks/evolution", JSON);
        held("behind the proxy, a sender of webhooks", "/webhooks/evolution", JSON, WEBHOOK);
      }
    } else {
      FaultReport.line("skipped %s behind the proxy: .ci/servers install", label());
    }
    assertThat(hub.isAlive()).isTrue();
    finish(hub).checkAllStored();
  }

  private void by(int address) {
    port = address;
    sender = hub.clientAt(address);
  }

  private void held(String who, String path, String... headers) {
    try (HeldConnections held = new HeldConnections(port, CONNECTIONS, path, headers)) {
      Waits.Met met = new Waits(deliveries, webhooks).during(sender, HELD);
      FaultReport.line(
          "held %s: %s, %d connections at once, %d in all, answers %s: %s",
          label(), who, CONNECTIONS, held.opened(), held.answers(), met);
      assertThat(met.refused()).as("webhooks that were not taken, by %s", who).isZero();
      assertThat(met.longest()).as("longest wait, by %s", who).isLessThan(LONGEST);
    }
  }
}
