package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a webhook is answered by what it brings along, before its content counts. */
class WebhookAnswersIT extends HubTest {

  private static final String PATH = "/webhooks/evolution";

  @Nested
  class Credentials {

    @Test
    void noneAreRefused() {
      HttpResponse<String> answer = hub.send(webhook(PATH));

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
      assertThat(answer.headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
      JsonNode problem = hub.read(answer.body());
      assertThat(problem.path("status").asInt()).isEqualTo(401);
      assertThat(problem.path("title").asText()).isNotBlank();
      assertThat(problem.path("detail").asText()).isNotBlank();
      assertThat(hub.messages(instance)).isEmpty();
    }

    @Test
    void aWrongTokenIsRefused() {
      assertThat(status(webhook(PATH).header("X-Webhook-Token", "wrong"))).isEqualTo(401);
    }

    @Test
    void theApiTokenIsRefused() {
      assertThat(status(bearer(API_TOKEN))).isEqualTo(401);
    }

    @Test
    void theTokenThatIsBeingRotatedOutIsTaken() {
      assertThat(status(webhook(PATH).header("X-Webhook-Token", "old-" + WEBHOOK_TOKEN)))
          .isEqualTo(202);
    }

    @Test
    void aTokenIsTakenAsBearer() {
      assertThat(status(bearer(WEBHOOK_TOKEN))).isEqualTo(202);
    }

    @Test
    void theHeadersOfEvolution24ChangeNothing() {
      HttpRequest.Builder webhook = webhook(PATH).header("X-Webhook-Token", WEBHOOK_TOKEN);
      webhook.header("X-Instance-ID", "7").header("X-Instance-Name", "another");
      webhook.header("X-Event-Type", "connection.update").header("X-Timestamp", "1796040334000");
      webhook.header("User-Agent", "EvolutionAPI/2.3.7");

      assertThat(status(webhook)).isEqualTo(202);
    }

    @Test
    void aJwtIsTaken() {
      assertThat(status(bearer(jwt(JWT_KEY, Duration.ofMinutes(10))))).isEqualTo(202);
    }

    @Test
    void aJwtOfALateRetryIsTaken() {
      assertThat(status(bearer(jwt(JWT_KEY, Duration.ofMinutes(-25))))).isEqualTo(202);
    }

    @Test
    void aJwtExpiredLongAgoIsRefused() {
      assertThat(status(bearer(jwt(JWT_KEY, Duration.ofMinutes(-35))))).isEqualTo(401);
    }

    @Test
    void aJwtSignedWithAnotherKeyIsRefused() {
      assertThat(status(bearer(jwt("another", Duration.ofMinutes(10))))).isEqualTo(401);
    }

    @Test
    void aJwtWithoutASignatureIsRefused() {
      String jwt =
          JWT.create()
              .withExpiresAt(Instant.now().plusSeconds(600))
              .withClaim("app", "evolution")
              .sign(Algorithm.none());

      assertThat(status(bearer(jwt))).isEqualTo(401);
    }

    @Test
    void aJwtThatMustBeUnderstoodInAWayNobodyKnowsIsRefused() {
      String jwt =
          JWT.create()
              .withHeader(Map.of("crit", List.of("exp-of-mars"), "exp-of-mars", 1))
              .withExpiresAt(Instant.now().plusSeconds(600))
              .sign(Algorithm.HMAC256(JWT_KEY));

      assertThat(status(bearer(jwt))).isEqualTo(401);
    }

    @Test
    void aJwtThatNeverExpiresIsRefused() {
      assertThat(status(bearer(JWT.create().sign(Algorithm.HMAC256(JWT_KEY))))).isEqualTo(401);
    }
  }

  @Nested
  class ContentType {

    @Test
    void whatIsNoJsonByItsTypeIsRefused() {
      HttpRequest.Builder request =
          authentic(PATH).setHeader("Content-Type", "application/x-www-form-urlencoded");

      assertThat(status(request)).isEqualTo(415);
    }

    @Test
    void aCharsetBesideTheTypeIsTaken() {
      HttpRequest.Builder request =
          authentic(PATH).setHeader("Content-Type", "application/json; charset=utf-8");

      assertThat(status(request)).isEqualTo(202);
    }
  }

  @Test
  void thePathMayNameTheEvent() {
    HttpResponse<String> answer = hub.send(authentic(PATH + "/messages-upsert"));

    assertThat(hub.read(answer.body()).path("status").asText()).isEqualTo("accepted");
    hub.message(instance, "AC0EBC24CA29CCA20AFF0E260ECEE524");
  }

  @Test
  void thePathNamesTheEventOfABodyThatDoesNot() {
    var webhook = sample("01-text-conversation.json");
    webhook.remove("event");

    assertThat(status(authentic(PATH + "/messages-upsert", webhook.toString()))).isEqualTo(202);
    hub.message(instance, "AC0EBC24CA29CCA20AFF0E260ECEE524");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/webhooks/%65volution",
        "/webhooks;a=b/evolution",
        "/webhooks/evolution;a=b/messages-upsert",
        "/webhooks/evolution/%6dessages-upsert",
        "/webhooks/evolution/%2e%2e/x"
      })
  void anotherSpellingOfThePathIsTheSamePath(String path) {
    assertThat(status(webhook(path))).isEqualTo(401);
    assertThat(status(authentic(path))).isEqualTo(202);
    hub.message(instance, "AC0EBC24CA29CCA20AFF0E260ECEE524");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/webhooks/./evolution", "/webhooks/x/../evolution"})
  void aPathThatOnlyLeadsThereIsNotServed(String path) {
    assertThat(status(authentic(path))).isEqualTo(404);
  }

  /** What an address that ends in a slash makes of it. */
  @Test
  void aDoubledSlashIsServedToWhoIsAuthenticated() {
    assertThat(status(webhook("//webhooks/evolution"))).isIn(401, 404);
    assertThat(status(authentic("//webhooks/evolution"))).isEqualTo(202);
  }

  @Test
  void thePathNamesAnEventThatAsksNothingOfUs() {
    var webhook = sample("01-text-conversation.json");
    webhook.remove("event");

    HttpResponse<String> answer =
        hub.send(authentic(PATH + "/presence-update", webhook.toString()));

    assertThat(hub.read(answer.body()).path("status").asText()).isEqualTo("ignored");
  }

  @Test
  void anEmptyBodyIsParked() {
    JsonNode answer = hub.read(hub.deliver(new byte[0]).body());

    // The second test or run that sends nothing sends the same event again.
    assertThat(answer.path("status").asText()).isIn("parked", "duplicate");
    assertThat(hub.parkedEvent(answer.path("event").asText()).path("reason").asText()).isNotBlank();
  }

  @Test
  void otherMethodsAreNotAllowed() {
    assertThat(status(authentic(PATH).GET())).isEqualTo(405);
    assertThat(status(authentic(PATH).DELETE())).isEqualTo(405);
  }

  private int status(HttpRequest.Builder request) {
    return hub.send(request).statusCode();
  }

  private HttpRequest.Builder bearer(String token) {
    return webhook(PATH).header("Authorization", "Bearer " + token);
  }

  private HttpRequest.Builder authentic(String path) {
    return webhook(path).header("X-Webhook-Token", WEBHOOK_TOKEN);
  }

  private HttpRequest.Builder authentic(String path, String body) {
    return hub.webhook(path, body.getBytes(StandardCharsets.UTF_8))
        .header("X-Webhook-Token", WEBHOOK_TOKEN);
  }

  private HttpRequest.Builder webhook(String path) {
    return hub.webhook(
        path, sample("01-text-conversation.json").toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String jwt(String key, Duration untilExpiry) {
    Instant expiry = Instant.now().plus(untilExpiry);
    return JWT.create()
        .withIssuedAt(expiry.minusSeconds(600))
        .withExpiresAt(expiry)
        .withClaim("app", "evolution")
        .withClaim("action", "webhook")
        .sign(Algorithm.HMAC256(key));
  }
}
