package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Webhooks come in any order: what they say of one message ends the same. */
class UpdateOrderIT extends HubTest {

  private static final String CHAT = "15550100123@s.whatsapp.net";
  private static final String EDITED = "Hello, is the order 1043 ready?";

  @Test
  void aStatusBeforeTheMessageIsMerged() {
    hub.post(status("A1", "READ"));
    assertThat(hub.messages(instance)).isEmpty();

    hub.post(message("A1"));

    assertThat(status("A1")).isEqualTo("READ");
  }

  @Test
  void anEditBeforeTheMessageIsMerged() {
    hub.post(edit("A1"));

    hub.post(message("A1"));

    JsonNode message = hub.message(instance, "A1");
    assertThat(message.path("text").asText()).isEqualTo(EDITED);
    assertThat(message.hasNonNull("editedAt")).isTrue();
  }

  @Test
  void aDeletionBeforeTheMessageIsMerged() {
    hub.post(deletion("A1"));

    hub.post(message("A1"));

    JsonNode message = hub.message(instance, "A1");
    assertThat(message.hasNonNull("deletedAt")).isTrue();
    assertThat(message.path("text").asText()).isEqualTo("Your order is ready.");
  }

  @Test
  void everyOrderOfStatusesEndsTheSame() {
    List<String> ids = new ArrayList<>();
    for (List<String> order : permutations(List.of("message", "ERROR", "DELIVERY_ACK", "READ"))) {
      String id = "ORDER" + ids.size();
      ids.add(id);
      order.forEach(step -> hub.post(step.equals("message") ? message(id) : status(id, step)));
    }

    assertThat(ids).hasSize(24).allSatisfy(id -> assertThat(status(id)).as(id).isEqualTo("READ"));
  }

  @Test
  void aRefusedMessageThatLeftAfterAllIsSent() {
    hub.post(message("A1"));
    hub.post(status("A1", "ERROR"));
    assertThat(status("A1")).isEqualTo("FAILED");

    hub.post(status("A1", "SERVER_ACK"));

    assertThat(status("A1")).isEqualTo("SENT");
  }

  @Test
  void aDeliveredMessageDoesNotFailAfterwards() {
    hub.post(message("A1"));
    hub.post(status("A1", "DELIVERY_ACK"));

    JsonNode answer = hub.post(status("A1", "ERROR"));

    assertThat(answer.path("status").asText()).isEqualTo("duplicate");
    assertThat(status("A1")).isEqualTo("DELIVERED");
  }

  @Test
  void anOlderEditThatComesLateChangesNothing() {
    hub.post(message("A1"));
    hub.post(edit("A1"));
    ObjectNode older = edit("A1");
    ObjectNode data = (ObjectNode) older.path("data");
    data.withObject("editedMessage").put("conversation", "older");
    data.put("timestampMs", "1795350001000");

    hub.post(older);

    assertThat(hub.message(instance, "A1").path("text").asText()).isEqualTo(EDITED);
  }

  @Test
  void aStatusOfAnotherChatIsNotMerged() {
    ObjectNode elsewhere = status("A1", "READ");
    ((ObjectNode) elsewhere.path("data")).put("remoteJid", "15550100177@s.whatsapp.net");
    hub.post(elsewhere);

    hub.post(message("A1"));

    assertThat(status("A1")).isEqualTo("PENDING");
  }

  @Test
  void aStatusThatOvertakesTheAnswerToASendIsMerged() {
    STAND_IN.onSend(
        call -> {
          if (instance.equals(call.instance())) {
            hub.post(status(call.id(), "READ"));
          }
        });

    HttpResponse<String> answer =
        hub.apiPost(
            "/api/messages",
            json.createObjectNode()
                .put("instance", instance)
                .put("to", "15550100123")
                .put("text", "Your order is ready."));

    String id = hub.read(answer.body()).path("id").asText();
    hub.await("/api/messages/" + id, "/whatsappId");
    assertThat(hub.get("/api/messages/" + id).path("status").asText()).isEqualTo("READ");
  }

  private ObjectNode message(String id) {
    return Webhooks.in(sample("14b-send.message-after-sendText.json"), CHAT, id);
  }

  private ObjectNode status(String id, String status) {
    ObjectNode webhook = sample("17a-messages.update-DELIVERY_ACK.json");
    ((ObjectNode) webhook.path("data")).put("keyId", id).put("status", status);
    return webhook;
  }

  private ObjectNode edit(String id) {
    ObjectNode edit = Webhooks.in(sample("26-messages.edited.json"), CHAT, id);
    Webhooks.key(edit).put("fromMe", true);
    return edit;
  }

  private ObjectNode deletion(String id) {
    return Webhooks.in(sample("25b-messages.delete-own-via-api.json"), CHAT, id);
  }

  private String status(String id) {
    return hub.message(instance, id).path("status").asText();
  }

  private static List<List<String>> permutations(List<String> items) {
    if (items.isEmpty()) {
      return List.of(List.of());
    }
    List<List<String>> all = new ArrayList<>();
    for (String first : items) {
      List<String> rest = new ArrayList<>(items);
      rest.remove(first);
      for (List<String> tail : permutations(rest)) {
        List<String> one = new ArrayList<>(List.of(first));
        one.addAll(tail);
        all.add(one);
      }
    }
    return all;
  }
}
