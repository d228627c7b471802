package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.standin.Call;
import io.bactrian.embedded.standin.Fault;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Nothing is sent twice, and one message stays one whatever is heard of it first. */
class SendMessageOnceIT extends SendMessageTest {

  @Test
  void theWebhookOfAMessageMayComeBeforeTheAnswer() {
    STAND_IN.onSend(call -> webhookAtOnce(call, "send.message", "SERVER_ACK"));

    UUID id = send(text("Which is first?"));

    JsonNode message = message(id, "SENT");
    JobRow.until(jdbc, KIND, id, JobRow::isDone);
    JsonNode all = hub.get("/api/messages?instance=" + instance).path("items");
    assertThat(all).hasSize(1);
    assertThat(all.get(0).path("id").asText()).isEqualTo(id.toString());
    assertThat(message.path("whatsappId").asText()).isEqualTo(sent().get(0).id());
    assertThat(message.path("text").asText()).isEqualTo("Which is first?");
  }

  @Test
  void theWebhookOfAMessageMayComeAfterTheAnswer() {
    UUID id = send(text("Which is last?"));
    message(id, "SENT");

    webhookAtOnce(sent().get(0), "send.message", "DELIVERY_ACK");

    message(id, "DELIVERED");
    assertThat(hub.get("/api/messages?instance=" + instance).path("items")).hasSize(1);
  }

  @Test
  void theAnswerMayNameAnotherAddressThanTheNumberThatWasAsked() {
    ObjectNode answer = (ObjectNode) Webhooks.sample(json, "api/sendText.response.201.json");
    String chat = "55319" + number.substring(4) + "@s.whatsapp.net";
    answer.withObject("key").put("remoteJid", chat).put("id", "3EB0" + number);
    STAND_IN.fault(Fault.status(path("sendText"), 201).body(answer.toString()));

    UUID id = send(text("Ninth digit"));

    JsonNode message = message(id, "SENT");
    assertThat(message.path("chat").asText()).isEqualTo(chat);
    assertThat(message.path("whatsappId").asText()).isEqualTo("3EB0" + number);
    assertThat(hub.conversations(instance)).hasSize(1);
    ObjectNode webhook = sample("14b-send.message-after-sendText.json");
    Webhooks.key(webhook).put("remoteJid", chat).put("id", "3EB0" + number);
    hub.post(webhook);
    assertThat(hub.get("/api/messages?instance=" + instance).path("items")).hasSize(1);
  }

  @Test
  void anImageOfAnotherClientIsGivenBackBeforeOursIsHeardOf() {
    onCall(
        call -> {
          imageWebhook("3EB0EE" + number, 111);
          hub.attachment(instance, "STORED");
        });

    UUID id = send(image());

    message(id, "SENT");
    JobRow.until(jdbc, KIND, id, JobRow::isDone);
    imageWebhook(sent().get(0).id(), 222);
    assertEachHasItsOwnImage(id);
  }

  @Test
  void anImageOfAnotherClientIsGivenBackThoughOursWasHeardOf() {
    onCall(
        call -> {
          imageWebhook("3EB0EE" + number, 111);
          imageWebhook(call.id(), 222);
          ObjectNode read = sample("17b-messages.update-READ.json");
          ((ObjectNode) read.path("data"))
              .put("keyId", "3EB0EE" + number)
              .put("remoteJid", number + "@s.whatsapp.net")
              .put("fromMe", true);
          hub.post(read);
        });

    UUID id = send(image());

    message(id, "SENT");
    JobRow.until(jdbc, KIND, id, JobRow::isDone);
    assertEachHasItsOwnImage(id);
    assertThat(hub.message(instance, "3EB0EE" + number).path("status").asText()).isEqualTo("READ");
  }

  private void assertEachHasItsOwnImage(UUID id) {
    hub.awaitMedia(instance);
    JsonNode ours = hub.get("/api/messages/" + id);
    assertThat(ours.path("whatsappId").asText()).isEqualTo(sent().get(0).id());
    assertThat(ours.path("status").asText()).isEqualTo("SENT");
    assertThat(toldOf(ours)).contains("\"width\":222");
    JsonNode theirs = hub.message(instance, "3EB0EE" + number);
    assertThat(theirs.path("id").asText()).isNotEqualTo(id.toString());
    assertThat(toldOf(theirs)).contains("\"width\":111");
    assertThat(hub.attachments(instance))
        .extracting(attachment -> attachment.path("status").asText())
        .containsExactly("STORED", "STORED");
    assertThat(hub.messages(instance)).hasSize(2);
  }

  /** What the webhook of its image said; its true width is measured later. */
  private String toldOf(JsonNode message) {
    return jdbc.sql("select evolution_message from attachment where id = :id")
        .param("id", UUID.fromString(message.at("/attachments/0/id").asText()))
        .query(String.class)
        .single();
  }

  private ObjectNode image() {
    ObjectNode image = media();
    image
        .withObject("media")
        .put("url", "https://shop.example.test/a.jpg")
        .put("caption", "invoice");
    return image;
  }

  private void imageWebhook(String whatsappId, int width) {
    ObjectNode webhook = sample("14c-send.message-sendMedia-image.json");
    Webhooks.in(webhook, number + "@s.whatsapp.net", whatsappId);
    Webhooks.content(webhook, "imageMessage").put("width", width);
    ((ObjectNode) webhook.path("data")).put("messageTimestamp", Instant.now().getEpochSecond());
    hub.post(webhook);
  }

  private void onCall(Consumer<Call> listener) {
    STAND_IN.onSend(
        call -> {
          if (instance.equals(call.instance())) {
            listener.accept(call);
          }
        });
  }

  private void webhookAtOnce(Call call, String event, String status) {
    if (!instance.equals(call.instance())) {
      return;
    }
    ObjectNode webhook = sample("14b-send.message-after-sendText.json").put("event", event);
    Webhooks.key(webhook).put("remoteJid", number + "@s.whatsapp.net").put("id", call.id());
    ((ObjectNode) webhook.path("data")).put("status", status);
    ((ObjectNode) webhook.at("/data/message")).put("conversation", call.text());
    hub.post(webhook);
  }
}
