package io.bactrian.faults;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.bactrian.embedded.standin.Call;
import io.bactrian.embedded.standin.EvolutionStandIn;
import io.bactrian.hub.HubClient;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Texts of many chats, handed to several hubs at once. Those of one chat are handed over one after
 * the other, so that their order is known.
 */
final class ConcurrentTexts {

  private static final int TRIES = 200;

  private final EvolutionStandIn standIn;
  private final String instance;
  private final int chats;
  private final Map<String, List<String>> accepted = new ConcurrentHashMap<>();
  private volatile int attempted;

  ConcurrentTexts(EvolutionStandIn standIn, String instance, int chats) {
    this.standIn = standIn;
    this.instance = instance;
    this.chats = chats;
  }

  /** Hands over so many texts from so many threads; a hub that does not answer is passed over. */
  List<Future<?>> sending(int count, int threads, List<HubProcess> hubs) {
    attempted = count;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<?>> senders = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      int first = thread;
      senders.add(
          pool.submit(
              () ->
                  IntStream.range(0, count)
                      .filter(text -> text % chats % threads == first)
                      .forEach(text -> send(text, hubs))));
    }
    pool.shutdown();
    return senders;
  }

  private void send(int text, List<HubProcess> hubs) {
    String number = "1555031%04d".formatted(text % chats);
    String body =
        JsonNodeFactory.instance
            .objectNode()
            .put("instance", instance)
            .put("to", number)
            .put("text", "text " + text)
            .toString();
    for (int attempt = 0; attempt < TRIES; attempt++) {
      HubProcess hub = hubs.get((text + attempt) % hubs.size());
      try {
        HttpResponse<String> answer =
            hub.client()
                .send(
                    hub.client()
                        .api("/api/messages")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", instance + "-" + text)
                        .POST(BodyPublishers.ofString(body)));
        if (answer.statusCode() == 202) {
          accepted.computeIfAbsent(number, chat -> new ArrayList<>()).add("text " + text);
          return;
        }
        FaultReport.line("wrong answer: %d %s", answer.statusCode(), answer.body());
      } catch (UncheckedIOException e) {
        // The hub was killed: the other one is asked with the same key.
        Thread.onSpinWait();
      }
    }
    throw new IllegalStateException("nobody took text " + text);
  }

  /** When the calls that send reached the stand-in. */
  List<Instant> times() {
    return sends().stream().map(Call::at).sorted().toList();
  }

  /** How many calls that send have reached the stand-in so far. */
  int received() {
    return sends().size();
  }

  /** Texts that were sent just once. */
  long sentOnce() {
    return counts().values().stream().filter(times -> times == 1).count();
  }

  /** Texts that were sent before one that was accepted earlier in the same chat. */
  long orderViolations() {
    Map<String, List<Call>> byChat = sends().stream().collect(groupingBy(Call::number));
    return byChat.entrySet().stream()
        .mapToLong(chat -> violations(accepted.get(chat.getKey()), chat.getValue()))
        .sum();
  }

  private static long violations(List<String> order, List<Call> calls) {
    List<Integer> positions =
        calls.stream().map(Call::text).distinct().map(order::indexOf).toList();
    return IntStream.range(1, positions.size())
        .filter(i -> positions.get(i) < positions.get(i - 1))
        .count();
  }

  /** Waits until no message is waiting any more. */
  void awaitSettled(HubClient hub, Duration patience) {
    await("nothing waits to be sent")
        .atMost(patience)
        .pollInterval(Duration.ofMillis(250))
        .until(() -> hub.get(list("PENDING") + "&limit=1").path("items").isEmpty());
  }

  /** Stored are those sent once, parked those that failed. */
  Ledger ledger(String test, HubClient hub) {
    Map<String, Long> counts = counts();
    List<String> texts = accepted.values().stream().flatMap(List::stream).toList();
    int failed = hub.get(list("FAILED") + "&limit=200").path("items").size();
    int pending = hub.get(list("PENDING") + "&limit=200").path("items").size();
    int missing = (int) texts.stream().filter(text -> !counts.containsKey(text)).count();
    int strangers = (int) counts.keySet().stream().filter(text -> !texts.contains(text)).count();
    return new Ledger(
        test,
        attempted,
        texts.size(),
        texts.size() - failed - pending - missing,
        failed,
        (int) counts.values().stream().filter(times -> times > 1).count(),
        Math.max(0, missing - failed - pending),
        strangers + count(hub) - texts.size());
  }

  /** Messages the hub knows: those it was given, and no twin of any. */
  private int count(HubClient hub) {
    int count = 0;
    String cursor = "";
    while (cursor != null) {
      JsonNode page = hub.get("/api/messages?limit=200&instance=" + instance + cursor);
      count += page.path("items").size();
      cursor =
          page.path("next").isTextual()
              ? "&cursor=" + HubClient.encode(page.path("next").asText())
              : null;
    }
    return count;
  }

  private String list(String status) {
    return "/api/messages?instance=" + instance + "&status=" + status;
  }

  private Map<String, Long> counts() {
    return sends().stream().collect(groupingBy(Call::text, counting()));
  }

  private List<Call> sends() {
    return standIn.sends().stream().filter(call -> instance.equals(call.instance())).toList();
  }
}
