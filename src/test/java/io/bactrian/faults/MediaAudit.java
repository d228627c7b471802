package io.bactrian.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.hub.HubClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares what was delivered with what the API tells of an instance and with what lies in S3. */
final class MediaAudit {

  private final String instance;
  private final Deliveries deliveries;
  private final Set<String> others = new HashSet<>();

  MediaAudit(String instance, Deliveries deliveries) {
    this.instance = instance;
    this.deliveries = deliveries;
  }

  /** What lies in S3 of that instance is looked at by the test itself. */
  void leaveOut(String other) {
    others.add("media/" + other + "/");
  }

  /** How many attachments of the instance have that status. */
  int count(HubClient hub, String status) {
    return pages(hub, "/api/attachments?status=" + status + "&instance=" + instance).size();
  }

  /** Waits until every accepted one is stored. */
  void awaitStored(HubClient hub, Duration patience) {
    await("all stored")
        .atMost(patience)
        .pollInterval(Duration.ofMillis(250))
        .untilAsserted(
            () -> {
              int stored = count(hub, "STORED");
              if (stored < deliveries.accepted().size()) {
                throw new AssertionError(
                    "%d of %d stored".formatted(stored, deliveries.accepted().size()));
              }
            });
  }

  /** Waits until every stored one has its thumbnail. */
  void awaitDerived(HubClient hub, Duration patience) {
    await("all derived")
        .atMost(patience)
        .untilAsserted(
            () ->
                assertThat(attachments(hub))
                    .extracting(
                        attachment -> attachment.path("derivatives").asText(),
                        attachment -> attachment.path("derivativesError").asText(null))
                    .containsOnly(tuple("MADE", null)));
  }

  /** The messages of the instance, as the API has them. */
  List<JsonNode> messages(HubClient hub) {
    return pages(hub, "/api/messages?instance=" + instance);
  }

  /** The attachments of the instance, as the API has them. */
  List<JsonNode> attachments(HubClient hub) {
    return pages(hub, "/api/attachments?instance=" + instance);
  }

  /**
   * The account of a test.
   *
   * @param objects what lies in S3, by key with its real SHA-256
   */
  Ledger ledger(String test, HubClient hub, Map<String, String> objects) {
    Map<String, List<JsonNode>> messages =
        messages(hub).stream()
            .collect(Collectors.groupingBy(message -> message.path("whatsappId").asText()));
    int stored = 0;
    int parked = 0;
    int duplicated = 0;
    int lost = 0;
    int unexpected = deliveries.wrongAnswers().size();
    Set<String> hashes = new HashSet<>(objects.values());
    for (SentMedia media : deliveries.accepted()) {
      List<JsonNode> rows = messages.getOrDefault(media.id(), List.of());
      List<JsonNode> attachments = new ArrayList<>();
      rows.forEach(row -> row.path("attachments").forEach(attachments::add));
      duplicated += rows.size() > 1 || attachments.size() > 1 ? 1 : 0;
      if (attachments.isEmpty()) {
        lost++;
        continue;
      }
      switch (attachments.get(0).path("status").asText()) {
        case "STORED" -> {
          stored++;
          lost += hashes.contains(media.sha256()) ? 0 : 1;
          unexpected += attachments.get(0).path("sha256").asText().equals(media.sha256()) ? 0 : 1;
        }
        case "PARKED" -> parked++;
        // Pending with no job that would ever try again.
        default -> lost += attachments.get(0).hasNonNull("nextAttemptAt") ? 0 : 1;
      }
    }
    duplicated += objects.size() - hashes.size();
    unexpected += strangers(objects);
    deliveries.wrongAnswers().forEach(answer -> FaultReport.line("wrong answer: %s", answer));
    return new Ledger(
        test,
        deliveries.attempted(),
        deliveries.accepted().size(),
        stored,
        parked,
        duplicated,
        lost,
        unexpected);
  }

  /** Objects that are not what their key says, or that nobody sent. */
  private int strangers(Map<String, String> objects) {
    Set<String> sent =
        deliveries.accepted().stream().map(SentMedia::sha256).collect(Collectors.toSet());
    return (int)
        objects.entrySet().stream()
            .filter(object -> others.stream().noneMatch(object.getKey()::startsWith))
            .filter(
                object ->
                    !object.getKey().endsWith("/" + object.getValue())
                        || !sent.contains(object.getValue()))
            .count();
  }

  private static List<JsonNode> pages(HubClient hub, String path) {
    List<JsonNode> items = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = hub.get(path + "&limit=200" + cursor);
      page.path("items").forEach(items::add);
      cursor =
          page.hasNonNull("next")
              ? "&cursor=" + HubClient.encode(page.path("next").asText())
              : null;
    } while (cursor != null);
    return items;
  }
}
