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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource({"image, image/jpeg", "video, video/mp4", "document, application/pdf"})
  void aMediaLeavesAsWhatItsTypeSays(String kind, String mimeType) {
    ObjectNode media = media();
    media
        .withObject("media")
        .put("base64", Base64.getEncoder().encodeToString(STAND_IN.sample(kind)))
        .put("mimetype", mimeType)
        .put("caption", "Look");

    UUID id = send(media);

    assertThat(message(id, "SENT").path("kind").asText()).isEqualTo(kind);
    JsonNode request = sent().get(0).request();
    assertThat(request.path("mediatype").asText()).isEqualTo(kind);
    assertThat(request.path("mimetype").asText()).isEqualTo(mimeType);
    assertThat(request.path("caption").asText()).isEqualTo("Look");
    assertThat(request.path("fileName").asText(null))
        .isEqualTo(kind.equals("document") ? "document.pdf" : null);
  }

  @Test
  void whatAMessageQuotesMentionsAndPreviewsGoesAlong() {
    message(send(text("The offer is ready")), "SENT");
    ObjectNode answer =
        text("Hello @15550109999")
            .put("quoted", sent().get(0).id())
            .put("linkPreview", false)
            .put("delay", 10);
    answer.putArray("mentioned").add("+1 555 010 9999");

    message(send(answer), "SENT");

    JsonNode request = sent().get(1).request();
    assertThat(request.at("/quoted/key/id").asText()).isEqualTo(sent().get(0).id());
    assertThat(request.at("/quoted/key/fromMe").asBoolean()).isTrue();
    assertThat(request.at("/quoted/message/conversation").asText()).isEqualTo("The offer is ready");
    assertThat(request.path("linkPreview").isBoolean()).isTrue();
    assertThat(request.path("linkPreview").asBoolean()).isFalse();
    assertThat(request.path("delay").asInt()).isEqualTo(10);
    assertThat(request.path("mentioned"))
        .extracting(JsonNode::asText)
        .containsExactly("15550109999@s.whatsapp.net");
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
