package io.bactrian.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.hub.HubClient;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Small enough to be taken, but a tree of them would fill the heap. */
class HostileBodiesFault extends FaultTest {

  private static final int SIZE = (16 << 20) - 1_000;
  private static final int AT_ONCE = 8;

  /** What the container's image gives the heap of its documented 2 GB: see the Dockerfile. */
  private static final String HEAP = "614m";

  private static final Map<String, IntFunction<String>> FORMS =
      new TreeMap<>(
          Map.of(
              "empty arrays", i -> "[]",
              "empty objects", i -> "{}",
              "small objects", i -> "{\"a\":[1]}",
              "short texts", i -> "\"a\"",
              "bytes by index", i -> "\"" + i + "\":" + i % 256,
              "bytes in a list", i -> String.valueOf(i % 256),
              "names", i -> "\"n" + i + "\":\"\"",
              "nested", i -> "[".repeat(500) + "]".repeat(500)));

  private final Map<String, Integer> answers = new ConcurrentHashMap<>();
  private int salt;

  @Test
  void manyAtOnceAreParkedOrPutOffWhileOthersAreStored() {
    HubProcess hub =
        keep(HubProcess.ofJar("hostilebodiesfault", PackagedJar.required(label()), settings()))
            .heap(HEAP)
            .option("-XX:+ExitOnOutOfMemoryError")
            .start();
    assertThat(deliveries.deliver(hub.client(), webhooks.images(5))).isEmpty();
    long before = hub.peakMegabytes();
    Future<?> delivering = deliveries.delivering(hub::client, webhooks.images(FORMS.size() * 5));
    ExecutorService senders = Executors.newFixedThreadPool(AT_ONCE);
    try {
      FORMS.forEach((form, element) -> attack(hub.client(), senders, form, element));
    } finally {
      senders.shutdownNow();
    }
    awaitDone(delivering);
    FaultReport.line(
        "hostile bodies %s: %d forms, %d of %d MiB at once, at a heap of %s: answers %s;"
            + " RSS at most %d MiB, %d MiB before",
        label(),
        FORMS.size(),
        AT_ONCE,
        SIZE >> 20,
        HEAP,
        new TreeMap<>(answers),
        hub.peakMegabytes(),
        before);
    assertThat(hub.isAlive()).isTrue();
    assertThat(answers.keySet())
        .allMatch(answer -> answer.matches(".* (202 (parked|ignored)|503)"));
    finish(hub).checkAllStored();
  }

  /** All at once, then one by one those that were put off, as their sender would. */
  private void attack(
      HubClient hub, ExecutorService senders, String form, IntFunction<String> element) {
    List<byte[]> bodies = IntStream.range(0, AT_ONCE).mapToObj(i -> body(element, salt++)).toList();
    List<CompletableFuture<Boolean>> taken =
        bodies.stream()
            .map(body -> CompletableFuture.supplyAsync(() -> isTaken(hub, form, body), senders))
            .toList();
    for (int i = 0; i < AT_ONCE; i++) {
      if (!taken.get(i).join()) {
        assertThat(isTaken(hub, form, bodies.get(i))).as("%s, alone", form).isTrue();
      }
    }
  }

  private boolean isTaken(HubClient hub, String form, byte[] body) {
    HttpResponse<String> answer;
    try {
      answer = hub.deliver(body);
    } catch (UncheckedIOException e) {
      answers.merge(form + " none", 1, Integer::sum);
      return false;
    }
    boolean taken = answer.statusCode() == 202;
    if (answer.statusCode() == 503) {
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }
    JsonNode status = taken ? hub.read(answer.body()).path("status") : null;
    String told = taken ? "202 " + status.asText() : String.valueOf(answer.statusCode());
    answers.merge(form + " " + told, 1, Integer::sum);
    return taken;
  }

  /** A message by its envelope, whose content is of the form as often as fits. */
  private byte[] body(IntFunction<String> element, int number) {
    boolean object = element.apply(0).contains("\":") && !element.apply(0).startsWith("{");
    StringBuilder body =
        new StringBuilder(SIZE + 2_000)
            .append("{\"event\":\"messages.upsert\",\"instance\":\"hostile\",\"data\":{\"key\":")
            .append("{\"id\":\"")
            .append(number)
            .append("\",\"remoteJid\":\"1@s.whatsapp.net\",\"fromMe\":false},\"message\":")
            .append("{\"xMessage\":{\"form\":")
            .append(object ? '{' : '[');
    String separator = "";
    for (int i = 0; body.length() < SIZE; i++) {
      body.append(separator).append(element.apply(i));
      separator = ",";
    }
    return body.append(object ? '}' : ']').append("}}}}").toString().getBytes(UTF_8);
  }
}
