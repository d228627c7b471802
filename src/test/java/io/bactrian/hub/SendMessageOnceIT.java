package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.standin.Call;
import io.bactrian.embedded.standin.Fault;
import java.util.UUID;
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
