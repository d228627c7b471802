package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A message that was asked for leaves by the call of its kind, once. */
class SendMessageRouteIT extends SendMessageTest {

  @Autowired private MeterRegistry meters;

  @Test
  void aTextLeaves() {
    UUID id = send(text("Good morning"));

    JsonNode message = message(id, "SENT");
    assertThat(message.path("whatsappId").asText()).isEqualTo(sent().get(0).id());
    assertThat(message.path("direction").asText()).isEqualTo("OUT");
    assertThat(sent()).hasSize(1);
    assertThat(sent().get(0).number()).isEqualTo(number);
    assertThat(sent().get(0).text()).isEqualTo("Good morning");
    assertThat(calls("sendText")).isEqualTo(1);
    JobRow.until(jdbc, KIND, id, JobRow::isDone);
  }

  @Test
  void anImageLeavesByItsAddress() {
    ObjectNode image = media();
    image.withObject("media").put("url", "https://shop.example.test/a.jpg").put("caption", "Look");

    message(send(image), "SENT");

    assertThat(calls("sendMedia")).isEqualTo(1);
    assertThat(sent().get(0).text()).isEqualTo("Look");
  }

  @Test
  void aDocumentLeavesWithTheBytesOfTheRequest() {
    ObjectNode document = media();
    document
        .withObject("media")
        .put("base64", Base64.getEncoder().encodeToString(STAND_IN.sample("document")))
        .put("mimetype", "application/pdf")
        .put("fileName", "offer.pdf");

    UUID id = send(document);

    assertThat(message(id, "SENT").path("kind").asText()).isEqualTo("document");
    assertThat(calls("sendMedia")).isEqualTo(1);
    assertThat(
            jdbc.sql("select request::text from message where id = :id")
                .param("id", id)
                .query(String.class)
                .single())
        .contains("outbound/" + id)
        .doesNotContain("base64");
  }

  @Test
  void anAudioLeavesAsAVoiceMessage() {
    ObjectNode audio = media();
    audio
        .withObject("media")
        .put("base64", Base64.getEncoder().encodeToString(STAND_IN.sample("ptt")))
        .put("mimetype", "audio/ogg");

    message(send(audio), "SENT");

    assertThat(calls("sendWhatsAppAudio")).isEqualTo(1);
    assertThat(calls("sendMedia")).isZero();
  }

  @Test
  void theSameKeySendsOnceAndGetsTheSameAnswer() {
    String key = "order-" + instance;

    HttpResponse<String> first = send(key, text("Once"));
    HttpResponse<String> second = send(key, text("Once"));

    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(second.body()).isEqualTo(first.body());
    message(UUID.fromString(hub.read(first.body()).path("id").asText()), "SENT");
    assertThat(sent()).hasSize(1);
  }

  @Test
  void theSameKeyWithAnotherMessageIsRefused() {
    String key = "order-" + instance;
    send(key, text("Once"));

    assertThat(send(key, text("Twice")).statusCode()).isEqualTo(422);
  }

  @Test
  void aKeyIsKnownForADay() {
    String key = "order-" + instance;
    HttpResponse<String> first = send(key, text("Once"));
    jdbc.sql("update message set created_at = now() - interval '25 hours' where id = :id")
        .param("id", UUID.fromString(hub.read(first.body()).path("id").asText()))
        .update();

    HttpResponse<String> second = send(key, text("Once a day"));

    assertThat(second.statusCode()).isEqualTo(202);
    assertThat(second.body()).isNotEqualTo(first.body());
  }

  @Test
  void anAudioThatIsNoVoiceNoteLeavesAsAMedia() {
    ObjectNode audio = media();
    audio
        .withObject("media")
        .put("url", "https://shop.example.test/a.mp3")
        .put("mimetype", "audio/mpeg")
        .put("ptt", false);

    message(send(audio), "SENT");

    assertThat(calls("sendMedia")).isEqualTo(1);
    assertThat(calls("sendWhatsAppAudio")).isZero();
  }

  @Test
  void theCallWaitsAsLongAsTheMessageAsksToType() {
    message(send(text("Slowly").put("delay", 6_000)), "SENT");

    assertThat(calls("sendText")).isEqualTo(1);
  }

  @Test
  void waitAndWorkAreMeasuredByKind() {
    message(send(text("Measured")), "SENT");

    for (String name : List.of("bactrian.job.wait", "bactrian.job.work")) {
      await()
          .untilAsserted(
              () -> assertThat(meters.get(name).tag("kind", KIND).timer().count()).isPositive());
    }
  }

  @Test
  void aJobThatIsDeliveredAgainSendsNothing() {
    UUID id = send(text("Once"));
    message(id, "SENT");
    JobRow.until(jdbc, KIND, id, JobRow::isDone);

    jdbc.sql("update job set state = 'pending', next_attempt_at = now() where subject = :id")
        .param("id", id)
        .update();

    JobRow.until(jdbc, KIND, id, job -> job.isDone() && job.attempts() == 2);
    assertThat(calls("sendText")).isEqualTo(1);
  }

  private HttpResponse<String> send(String key, ObjectNode message) {
    return hub.send(
        hub.api("/api/messages")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(message.toString())));
  }
}
