package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Base of the tests of one person's two names. */
abstract class LidTest extends HubTest {

  protected static final String TEXT = "01-text-conversation.json";
  protected static final String SENT = "14b-send.message-after-sendText.json";
  protected static final String IMAGE =
      "05c-image-encrypted-evo-ge-2.3.6-indexed-bytes-long-objects.json";
  protected static final String LID = "100000000000001@lid";
  protected static final String PHONE = "15550100123@s.whatsapp.net";

  protected String status(String id) {
    return hub.message(instance, id).path("status").asText();
  }

  protected void unite() {
    hub.post(Webhooks.in(sample(TEXT), PHONE, LID, "united"));
    assertThat(chats()).containsExactly(PHONE);
  }

  protected ObjectNode update(String chat, String status) {
    ObjectNode webhook = sample("17a-messages.update-DELIVERY_ACK.json");
    ((ObjectNode) webhook.path("data"))
        .put("remoteJid", chat)
        .put("keyId", "A1")
        .put("status", status);
    return webhook;
  }

  protected ObjectNode deletion(String chat) {
    ObjectNode webhook = sample("25a-messages.delete-key.json");
    ((ObjectNode) webhook.path("data")).put("remoteJid", chat).put("id", "A1").put("fromMe", true);
    return webhook;
  }

  protected ObjectNode edit(String chat) {
    ObjectNode edit = Webhooks.in(sample("26-messages.edited.json"), chat, "A1");
    Webhooks.key(edit).put("fromMe", true);
    return edit;
  }

  protected List<String> chats() {
    return hub.conversations(instance).stream()
        .map(conversation -> conversation.path("chat").asText())
        .toList();
  }

  protected List<String> whatsappIds() {
    return hub.messages(instance).stream()
        .map(message -> message.path("whatsappId").asText())
        .toList();
  }
}
