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
  static final String INSTANCE = "bench";

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI messages;

  BenchClient(int port) {
    this.messages = URI.create("http://127.0.0.1:" + port + "/api/messages");
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
    HttpRequest request =
        HttpRequest.newBuilder(messages)
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 202) {
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
