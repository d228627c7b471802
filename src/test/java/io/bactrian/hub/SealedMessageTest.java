package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.decode.Sealing;
import java.util.Base64;

/** A message that came with its secret, and what is said of it under that. */
abstract class SealedMessageTest extends HubTest {

  static final String US = "15550100001@s.whatsapp.net";
  static final String OUR_LID = "100000000000900@lid";
  static final String ALICE = "15550100123@s.whatsapp.net";
  static final String ALICES_LID = "100000000000001@lid";
  static final String GROUP = "120363000000000001@g.us";
  static final String BOB = "15550100124@s.whatsapp.net";

  final Sealing sealing = new Sealing();

  void assertSaid(String kind, String text) {
    JsonNode message = hub.message(instance, "S1");
    assertThat(message.path("kind").asText()).isEqualTo(kind);
    assertThat(message.path("text").asText()).isEqualTo(text);
    assertThat(message.path("quotedId").asText()).isEqualTo("A1");
  }

  /** A message that came with its secret, from a person with two names, to us with two names. */
  ObjectNode original(String file, String chat, String id) {
    ObjectNode webhook = Webhooks.in(sample(file), chat, id);
    if (chat.equals(ALICE)) {
      Webhooks.key(webhook).put("remoteJidAlt", ALICES_LID);
    }
    ObjectNode context = ((ObjectNode) webhook.at("/data/message")).putObject("messageContextInfo");
    context.put("messageSecret", Base64.getEncoder().encodeToString(sealing.secret));
    return webhook;
  }

  ObjectNode poll() {
    ObjectNode webhook = original("14b-send.message-after-sendText.json", ALICE, "A1");
    ObjectNode message = (ObjectNode) webhook.at("/data/message");
    message.remove("conversation");
    ObjectNode poll = message.putObject("pollCreationMessageV3").put("name", "Dinner?");
    poll.putArray("options").addObject().put("optionName", "Pizza");
    poll.withArray("options").addObject().put("optionName", "Pasta");
    return webhook;
  }

  ObjectNode edit(
      String chat, String participant, boolean fromMe, String author, String speaker, String text) {
    byte[] plaintext = Sealing.field(12, Sealing.field(14, Sealing.field(1, text)));
    ObjectNode webhook =
        said(
            "secretEncryptedMessage",
            "targetMessageKey",
            null,
            sealing.seal("A1", author, speaker, "Message Edit", false, plaintext));
    Webhooks.key(webhook).put("remoteJid", chat).put("fromMe", fromMe);
    if (participant != null) {
      Webhooks.key(webhook).put("participant", participant);
    }
    ((ObjectNode) webhook.at("/data/message/secretEncryptedMessage")).put("secretEncType", 2);
    return webhook;
  }

  /** Alice says something of message A1. */
  ObjectNode said(String type, String targetName, String holderName, byte[] sealed) {
    ObjectNode webhook = Webhooks.in(sample("reports/A4-long-edit.json"), ALICE, "S1");
    ObjectNode message = ((ObjectNode) webhook.path("data")).putObject("message");
    ObjectNode body = message.putObject(type);
    body.putObject(targetName).put("id", "A1").put("fromMe", false).put("remoteJid", OUR_LID);
    ObjectNode holder = holderName == null ? body : body.putObject(holderName);
    Sealing.put(holder, "encPayload", sealed);
    Sealing.put(holder, "encIv", sealing.iv);
    return webhook;
  }
}
