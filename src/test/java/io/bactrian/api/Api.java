package io.bactrian.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Calls the API as a client does. */
public final class Api {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String base;
  private final String token;

  /**
   * @param token null to come without one
   */
  Api(String base, String token) {
    this.base = base;
    this.token = token;
  }

  /** An answer with its body read as JSON; null if it is empty. */
  public record Answer(HttpResponse<String> response, JsonNode body) {

    int status() {
      return response.statusCode();
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }

    JsonNode items() {
      return body.path("items");
    }

    String text(String field) {
      return body.path(field).isNull() ? null : body.path(field).asText();
    }
  }

  public Answer get(String path) {
    return call("GET", path, BodyPublishers.noBody());
  }

  Answer post(String path) {
    return call("POST", path, BodyPublishers.noBody());
  }

  Answer post(String path, String json, String... headers) {
    return call("POST", path, BodyPublishers.ofString(json), headers);
  }

  Answer call(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).method(method, body);
    request.setHeader("Content-Type", "application/json");
    if (token != null) {
      request.setHeader("Authorization", "Bearer " + token);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    try {
      HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
      String text = response.body();
      return new Answer(response, text.isEmpty() ? null : JSON.readTree(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
