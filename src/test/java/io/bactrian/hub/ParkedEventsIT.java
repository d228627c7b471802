package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Events that were not understood are kept, seen and taken in later. */
class ParkedEventsIT extends HubTest {

  private static final String STRANGE = "malformed/21-unknown-messageType.json";

  @Test
  void oneIsSeenUnderTheIdItsWebhookWasAnswered() {
    String event = park(sample(STRANGE));

    JsonNode parked = hub.parkedEvent(event);
    assertThat(parked.path("id").asText()).isEqualTo(event);
    assertThat(parked.path("kind").asText()).isEqualTo("accept_event");
    assertThat(parked.path("instance").asText()).isEqualTo(instance);
    assertThat(parked.path("reason").asText()).contains("no known type");
    assertThat(hub.messages(instance)).isEmpty();
  }

  @Test
  void itsSecondDeliveryIsADuplicate() {
    String event = park(sample(STRANGE));

    JsonNode again = hub.post(sample(STRANGE));

    assertThat(again.path("status").asText()).isEqualTo("duplicate");
    assertThat(again.path("event").asText()).isEqualTo(event);
  }

  @Test
  void whatIsStillNotUnderstoodIsParkedAgain() {
    String event = park(sample(STRANGE));

    assertThat(replay(event).statusCode()).isEqualTo(202);

    JsonNode parked = awaitAttempted(event);
    assertThat(parked.path("reason").asText()).contains("no known type");
    assertThat(replay(event).statusCode()).isEqualTo(202);
    awaitAttempted(event);
  }

  @Test
  void whatIsUnderstoodNowIsTakenIn() {
    String event = park(sample(STRANGE));
    understand(event, sample("05a-image-encrypted-evo-le-2.3.2-base64-strings.json"));

    replay(event);

    hub.message(instance, "AC870668AFE73EF1FD199C8122DD74E6");
    assertThat(hub.attachment(instance, "STORED").path("sha256").asText())
        .isEqualTo(SampleFiles.HASHES.get("image"));
    Awaitility.await().until(() -> hub.findParkedEvent(event).isEmpty());
    assertThat(replay(event).statusCode()).isEqualTo(404);
  }

  @Test
  void aBodyThatCouldNotBeReadIsReadAnewWithItsInlineMedia() {
    String event = parkBytes(("not json " + instance).getBytes(StandardCharsets.UTF_8));
    understand(event, sample("04-image-base64-inline.json"));

    replay(event);

    assertThat(hub.attachment(instance, "STORED").path("source").asText()).isEqualTo("base64");
  }

  @Test
  void ofSeveralElementsThoseUnderstoodAreTakenInAtOnce() {
    ObjectNode webhook = sample("01-text-conversation.json");
    JsonNode good = webhook.path("data");
    webhook.putArray("data").add(good).addObject().put("strange", instance);

    String event = park(webhook);

    hub.message(instance, "AC0EBC24CA29CCA20AFF0E260ECEE524");
    assertThat(hub.parkedEvent(event).path("reason").asText()).contains("data[1]");
    understand(event, sample("01-text-conversation.json"));
    replay(event);
    Awaitility.await().until(() -> hub.findParkedEvent(event).isEmpty());
    assertThat(hub.messages(instance)).hasSize(1);
  }

  @Test
  void allOfThemAreReplayedByTheirKind() {
    String one = park(sample(STRANGE));
    String other = park(sample("malformed/22-message-null.json"));
    understand(
        one, Webhooks.in(sample("01-text-conversation.json"), "15550100123@s.whatsapp.net", "A1"));
    understand(
        other,
        Webhooks.in(sample("01-text-conversation.json"), "15550100123@s.whatsapp.net", "A2"));

    HttpResponse<String> answer = hub.apiPost("/api/parked/replay?kind=accept_event", "");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(hub.read(answer.body()).path("replayed").asInt()).isGreaterThanOrEqualTo(2);
    hub.message(instance, "A1");
    hub.message(instance, "A2");
  }

  @Test
  void nothingParkedUnderAnIdIsNotFound() {
    assertThat(replay(UUID.randomUUID().toString()).statusCode()).isEqualTo(404);
  }

  private String park(ObjectNode webhook) {
    return parkBytes(webhook.toString().getBytes(StandardCharsets.UTF_8));
  }

  private String parkBytes(byte[] body) {
    JsonNode answer = hub.read(hub.deliver(body).body());
    assertThat(answer.path("status").asText()).isEqualTo("parked");
    return answer.path("event").asText();
  }

  private HttpResponse<String> replay(String id) {
    return hub.apiPost("/api/parked/" + id + "/replay", "");
  }

  /** As if a newer version of the program understood it. */
  private void understand(String event, ObjectNode body) {
    jdbc.sql("update event set raw = :raw where id = :id")
        .param("raw", body.toString().getBytes(StandardCharsets.UTF_8))
        .param("id", UUID.fromString(event))
        .update();
  }

  private JsonNode awaitAttempted(String event) {
    return Awaitility.await("event " + event + " parked again")
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> hub.findParkedEvent(event).orElse(null),
            parked -> parked != null && parked.path("attempts").asInt() > 0);
  }
}
