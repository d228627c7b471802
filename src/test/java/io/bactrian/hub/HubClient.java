package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** Speaks to the hub as Evolution and as the API's users do. */
public final class HubClient {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;
  private final String webhookToken;
  private final String apiToken;
  private final ObjectMapper json;

  public HubClient(String base, String webhookToken, String apiToken, ObjectMapper json) {
    this.base = base;
    this.webhookToken = webhookToken;
    this.apiToken = apiToken;
    this.json = json;
  }

  URI base() {
    return URI.create(base);
  }

  /** Posts a webhook and returns the 202's body. */
  JsonNode post(JsonNode webhook) {
    HttpResponse<String> answer = deliver(webhook.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return read(answer.body());
  }

  /** Posts any body as a webhook. */
  public HttpResponse<String> deliver(byte[] body) {
    return send(webhook("/webhooks/evolution", body).header("X-Webhook-Token", webhookToken));
  }

  /** A webhook request without credentials, to be completed. */
  HttpRequest.Builder webhook(String path, byte[] body) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(body));
  }

  /** A GET of the API that succeeds. */
  public JsonNode get(String path) {
    HttpResponse<String> answer = send(api(path).GET());
    assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
    return read(answer.body());
  }

  /** An API request with the token, to be completed. */
  public HttpRequest.Builder api(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .header("Authorization", "Bearer " + apiToken);
  }

  /** A POST to the API with a JSON body. */
  public HttpResponse<String> apiPost(String path, Object body) {
    return send(
        api(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(String.valueOf(body))));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The media of an attachment. */
  public byte[] content(UUID attachment) {
    return redirected("/api/attachments/" + attachment + "/content");
  }

  /** What a redirect of the API leads to. */
  byte[] redirected(String path) {
    try {
      HttpResponse<Void> link = http.send(api(path).GET().build(), BodyHandlers.discarding());
      assertThat(link.statusCode()).isEqualTo(302);
      URI target = URI.create(link.headers().firstValue("Location").orElseThrow());
      return http.send(HttpRequest.newBuilder(target).build(), BodyHandlers.ofByteArray()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The message with WhatsApp's id of an instance, once it is there. */
  JsonNode message(String instance, String whatsappId) {
    return await(
        "/api/messages?instance=" + instance + "&whatsappId=" + encode(whatsappId), "/items/0");
  }

  /** The only attachment of an instance, once it has that status. */
  JsonNode attachment(String instance, String status) {
    return await("/api/attachments?instance=" + instance + "&status=" + status, "/items/0");
  }

  /** What stands at a JSON pointer of the API's answer, once there is something. */
  public JsonNode await(String path, String pointer) {
    return Awaitility.await(path + pointer)
        .atMost(PATIENCE)
        .until(() -> get(path).at(pointer), node -> !node.isMissingNode() && !node.isNull());
  }

  /** The API's answer, once it is as wanted. */
  JsonNode until(String path, Predicate<JsonNode> wanted) {
    return Awaitility.await(path).atMost(PATIENCE).until(() -> get(path), wanted);
  }

  /** All items of a list of the API, page by page. */
  List<JsonNode> items(String path) {
    List<JsonNode> items = new ArrayList<>();
    String cursor = null;
    do {
      String separator = path.contains("?") ? "&" : "?";
      JsonNode page =
          get(path + separator + "limit=100" + (cursor == null ? "" : "&cursor=" + encode(cursor)));
      page.path("items").forEach(items::add);
      cursor = page.path("next").asText(null);
    } while (cursor != null);
    return items;
  }

  List<JsonNode> messages(String instance) {
    return items("/api/messages?instance=" + instance);
  }

  List<JsonNode> attachments(String instance) {
    return items("/api/attachments?instance=" + instance);
  }

  List<JsonNode> conversations(String instance) {
    return items("/api/conversations?instance=" + instance);
  }

  /** The event that is parked under the id its webhook was answered, once it is there. */
  JsonNode parkedEvent(String event) {
    return Awaitility.await("event " + event + " parked")
        .atMost(PATIENCE)
        .until(() -> findParkedEvent(event), Optional::isPresent)
        .orElseThrow();
  }

  Optional<JsonNode> findParkedEvent(String event) {
    return items("/api/parked?kind=accept_event").stream()
        .filter(parked -> parked.path("event").asText().equals(event))
        .findFirst();
  }

  /** Returns when no media file of the instance is on its way any more. */
  void awaitMedia(String instance) {
    Awaitility.await("media of " + instance)
        .atMost(PATIENCE)
        .until(
            () -> get("/api/attachments?status=PENDING&instance=" + instance).path("items"),
            JsonNode::isEmpty);
  }

  public JsonNode read(String body) {
    try {
      return json.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
