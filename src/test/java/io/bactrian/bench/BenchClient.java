package io.bactrian.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Posts messages to the hub. */
final class BenchClient {

  static final String TOKEN = "api-token-of-the-bench";
  static final String WEBHOOK_TOKEN = "webhook-token-of-the-bench";
  static final String INSTANCE = "bench";

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;

  BenchClient(int port) {
    this.base = URI.create("http://127.0.0.1:" + port + "/");
  }

  void post(String number, String text) {
    post(INSTANCE, number, text);
  }

  void post(String instance, String number, String text) {
    String body =
        JsonNodeFactory.instance
            .objectNode()
            .put("instance", instance)
            .put("to", number)
            .put("text", text)
            .toString();
    send(
        api("messages")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)),
        202);
  }

  /** A list of the API. */
  void get(String list) {
    send(api(list).GET(), 200);
  }

  void webhook(String body) {
    send(
        HttpRequest.newBuilder(base.resolve("webhooks/evolution"))
            .header("X-Webhook-Token", WEBHOOK_TOKEN)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)),
        202);
  }

  private HttpRequest.Builder api(String path) {
    return HttpRequest.newBuilder(base.resolve("api/" + path))
        .header("Authorization", "Bearer " + TOKEN);
  }

  private void send(HttpRequest.Builder request, int wanted) {
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() != wanted) {
        throw new IllegalStateException(answer.statusCode() + " " + answer.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** As many messages as it takes until the JIT knows the way. */
  void warmUp(int count) {
    for (int i = 0; i < count; i++) {
      post("1555041%04d".formatted(i % 100), "warm-up " + i);
    }
  }
}
