package io.bactrian.faults;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.bactrian.embedded.standin.Call;
import io.bactrian.hub.HubClient;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Killed exactly here: at every step that a message to be sent passes, and when it is looked for.
 */
class SendCrashPointFault extends FaultTest {

  private static final Duration REACH = Duration.ofSeconds(60);

  /** What follows an interrupted call comes right after one, for it needs one to be reached. */
  private static final List<String> POINTS =
      List.of(
          "before 1 send-message-if-claimed",
          "before 1 send-message-call",
          "before 1 reconcile-send-call",
          "after 1 reconcile-send-call",
          "after 1 send-message-call",
          "before 1 send-message-sent",
          "after 1 reconcile-send-pages",
          "before 1 send-message-call",
          "after 1 send-message-reconcile",
          "after 1 send-message-sent");

  /** So many lead to each point; what follows an interrupted call is reached by that one alone. */
  private static final int TEXTS = 12;

  private final Set<String> accepted = new HashSet<>();
  private final List<String> open = new ArrayList<>();
  private int texts;
  private int most;

  @Test
  void everyMessageLeavesOnceThoughTheHubHaltsAtEveryStepOfItsWay() {
    HubProcess hub = haltingHub("bactrian.evolution.response-timeout-ms", "2000");
    CrashLane lane = new CrashLane(hub, "sends", deliveries, REACH);
    lane.ready();

    for (String point : POINTS) {
      most += TEXTS;
      lane.halt(point, webhooks::image, () -> send(lane.hub().client()));
    }
    lane.ready();
    deliveries.deliverUntilAccepted(lane.hub()::client, lane.left());
    while (!open.isEmpty()) {
      send(lane.hub().client());
    }
    awaitSettled(lane.hub().client());

    Map<String, Long> sent =
        servers.standIn.sends().stream()
            .filter(call -> webhooks.instance().equals(call.instance()))
            .collect(groupingBy(Call::text, counting()));
    FaultReport.line(
        "%s: halted %d times, %d messages accepted, %d sent, missed %s",
        label(), lane.halts(), accepted.size(), sent.size(), lane.missed());
    assertThat(sent.keySet()).isEqualTo(accepted);
    assertThat(sent.values()).containsOnly(1L);
    assertThat(lane.missed()).isEmpty();
  }

  /**
   * One more, each to its own chat, and again those of which nobody said that they are accepted.
   */
  private void send(HubClient hub) {
    if (texts < most) {
      open.add("text " + texts++);
    }
    for (String text : List.copyOf(open)) {
      try {
        if (hub.send(request(hub, text)).statusCode() == 202) {
          accepted.add(text);
          open.remove(text);
        }
      } catch (UncheckedIOException e) {
        return; // Halted: it is sent again with the same key.
      }
    }
  }

  private HttpRequest.Builder request(HubClient hub, String text) {
    JsonNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("instance", webhooks.instance())
            .put("to", "1555041%04d".formatted(Integer.parseInt(text.substring(5))))
            .put("text", text);
    return hub.api("/api/messages")
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", webhooks.instance() + text)
        .POST(BodyPublishers.ofString(body.toString()));
  }

  private void awaitSettled(HubClient hub) {
    String pending = "/api/messages?limit=1&status=PENDING&instance=" + webhooks.instance();
    await("nothing waits to be sent")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(250))
        .untilAsserted(() -> assertThat(hub.get(pending).path("items")).isEmpty());
  }
}
