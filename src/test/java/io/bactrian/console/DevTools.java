package io.bactrian.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One tab of a browser, by the DevTools protocol. */
final class DevTools implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(20);
  static final ObjectMapper JSON = new ObjectMapper();

  private final WebSocket socket;
  private final String session;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> calls = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  DevTools(URI address) {
    socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, new Listener()).join();
    String target =
        call(null, "Target.createTarget", Map.of("url", "about:blank")).path("targetId").asText();
    session =
        call(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .path("sessionId")
            .asText();
    for (String domain : List.of("Page", "Runtime", "Log", "Network", "Audits")) {
      call(domain + ".enable", Map.of());
    }
  }

  JsonNode call(String method, Map<String, ?> parameters) {
    return call(session, method, parameters);
  }

  /** Errors of scripts, and what the Content-Security-Policy kept out. */
  List<String> complaints() {
    return new ArrayList<>(complaints);
  }

  @Override
  public void close() {
    socket.abort();
  }

  private JsonNode call(String target, String method, Map<String, ?> parameters) {
    int id = ids.incrementAndGet();
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    if (target != null) {
      message.put("sessionId", target);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    calls.put(id, answer);
    synchronized (calls) {
      socket.sendText(message.toString(), true).join();
    }
    JsonNode told = answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    if (told.has("error")) {
      throw new IllegalStateException(method + ": " + told.path("error"));
    }
    return told.path("result");
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        String whole = text.toString();
        text.setLength(0);
        try {
          heard(JSON.readTree(whole));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      from.request(1);
      return null;
    }

    private void heard(JsonNode message) {
      if (message.has("id")) {
        calls.remove(message.path("id").asInt()).complete(message);
        return;
      }
      JsonNode told = message.path("params");
      switch (message.path("method").asText()) {
        case "Runtime.exceptionThrown" -> complaints.add(told.path("exceptionDetails").toString());
        case "Log.entryAdded" -> {
          if ("error".equals(told.at("/entry/level").asText())) {
            complaints.add(told.at("/entry/text").asText() + " " + told.at("/entry/url").asText());
          }
        }
        case "Audits.issueAdded" -> {
          String code = told.at("/issue/code").asText();
          if (code.startsWith("ContentSecurityPolicy")) {
            complaints.add(told.path("issue").toString());
          }
        }
        default -> {}
      }
    }
  }
}
