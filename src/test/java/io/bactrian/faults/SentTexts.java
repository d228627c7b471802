package io.bactrian.faults;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.bactrian.embedded.standin.Call;
import io.bactrian.embedded.standin.EvolutionStandIn;
import io.bactrian.hub.HubClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Texts handed to a hub to be sent, and what the stand-in got of them. */
final class SentTexts {

  private final EvolutionStandIn standIn;
  private final String instance;
  private final Map<String, String> accepted = new LinkedHashMap<>();
  private int attempted;
  private int unexpected;

  SentTexts(EvolutionStandIn standIn, String instance) {
    this.standIn = standIn;
    this.instance = instance;
  }

  /** Hands over so many texts, each its own. */
  void send(HubClient hub, int count) {
    for (int i = 0; i < count; i++) {
      String text = "%s %d".formatted(instance, attempted++);
      JsonNode body =
          JsonNodeFactory.instance
              .objectNode()
              .put("instance", instance)
              .put("to", "15550300001")
              .put("text", text);
      HttpResponse<String> answer = hub.apiPost("/api/messages", body);
      if (answer.statusCode() == 202) {
        accepted.put(text, hub.read(answer.body()).path("id").asText());
      } else {
        FaultReport.line("wrong answer: %d %s", answer.statusCode(), answer.body());
        unexpected++;
      }
    }
  }

  /** How many of them have reached the stand-in so far. */
  int received() {
    return receivedTexts().size();
  }

  /** Waits until none of them is waiting any more. */
  void awaitSettled(HubClient hub, Duration patience) {
    await("nothing waits to be sent")
        .atMost(patience)
        .pollInterval(Duration.ofMillis(250))
        .until(() -> accepted.values().stream().noneMatch(id -> status(hub, id).equals("PENDING")));
  }

  /** Stored are those sent once, parked those that may have left and are not repeated. */
  Ledger ledger(String test, HubClient hub) {
    Map<String, Long> received = receivedTexts();
    int stored = 0;
    int parked = 0;
    int duplicated = 0;
    int lost = 0;
    for (Map.Entry<String, String> one : accepted.entrySet()) {
      long times = received.getOrDefault(one.getKey(), 0L);
      String status = status(hub, one.getValue());
      duplicated += times > 1 ? 1 : 0;
      if (status.equals("FAILED")) {
        parked++;
      } else if (times > 0 && !status.equals("PENDING")) {
        stored++;
      } else if (!status.equals("PENDING")) {
        lost++;
      }
    }
    long strangers = received.keySet().stream().filter(text -> !accepted.containsKey(text)).count();
    return new Ledger(
        test,
        attempted,
        accepted.size(),
        stored,
        parked,
        duplicated,
        lost,
        unexpected + (int) strangers);
  }

  private Map<String, Long> receivedTexts() {
    return standIn.sends().stream()
        .filter(call -> instance.equals(call.instance()))
        .map(Call::text)
        .filter(Objects::nonNull)
        .collect(Collectors.groupingBy(text -> text, Collectors.counting()));
  }

  private static String status(HubClient hub, String id) {
    return hub.get("/api/messages/" + id).path("status").asText();
  }
}
