package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.standin.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody but who wrote a message edits it, and nobody but that person or an admin revokes it. */
class AuthorshipIT extends HubTest {

  private static final String CHAT = "15550100123@s.whatsapp.net";
  private static final String GROUP = "120363000000000001@g.us";
  private static final String ANN = "15550100131@s.whatsapp.net";
  private static final String ANNS_LID = "100000000000031@lid";
  private static final String BOB = "15550100132@s.whatsapp.net";
  private static final String OURS = "Your order is ready.";

  /** Who is an admin is told by webhooks here, and not by the stand-in besides. */
  @BeforeEach
  void groupsAreNotToBeAskedFor() {
    STAND_IN.fault(Fault.status("findGroupInfos", 503));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "carried edit",
        "carried edit from me",
        "bare edit",
        "wrapped edit",
        "carried revoke",
        "bare revoke",
        "deletion",
        "edit to our account",
        "api deletion"
      })
  void whatAContactSaysOfOurMessageIsParked(String form) {
    hub.post(own(CHAT, "A1"));

    JsonNode answer = hub.post(change(form, CHAT, null, false));

    assertThat(answer.path("status").asText()).isEqualTo("parked");
    assertUntouched(OURS);
    assertThat(hub.parkedEvent(answer.path("event").asText()).path("reason").asText())
        .contains("the message");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"carried edit", "bare edit", "carried revoke", "deletion", "edit to our account"})
  void whatComesBeforeOurMessageIsParkedWhenItComes(String form) {
    String event = hub.post(change(form, CHAT, null, false)).path("event").asText();

    hub.post(own(CHAT, "A1"));

    assertUntouched(OURS);
    hub.parkedEvent(event);
  }

  @ParameterizedTest
  @ValueSource(strings = {"carried edit", "carried revoke"})
  void whatAReconciliationFindsIsHeldToTheSameRule(String form) {
    hub.post(own(CHAT, "A1"));

    ObjectNode found = change(form, CHAT, null, false);
    camel.createProducerTemplate().requestBody("direct:reconcile-message", found.toString());

    assertUntouched(OURS);
    assertThat(hub.items("/api/parked?kind=accept_event"))
        .anyMatch(parked -> parked.path("instance").asText().equals(instance));
  }

  @ParameterizedTest
  @ValueSource(strings = {"carried edit", "bare edit"})
  void ourPhoneEditsOurMessage(String form) {
    hub.post(own(CHAT, "A1"));

    assertThat(hub.post(change(form, CHAT, null, true)).path("status").asText())
        .isEqualTo("accepted");

    assertThat(hub.message(instance, "A1").path("text").asText()).isEqualTo("forged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"carried revoke", "bare revoke", "deletion", "api deletion"})
  void ourPhoneRevokesOurMessage(String form) {
    hub.post(own(CHAT, "A1"));

    hub.post(change(form, CHAT, null, true));

    assertThat(hub.message(instance, "A1").hasNonNull("deletedAt")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"carried edit", "bare edit", "edit to our account"})
  void aContactEditsTheirOwn(String form) {
    hub.post(Webhooks.in(sample("01-text-conversation.json"), CHAT, "A1"));

    hub.post(change(form, CHAT, null, false));

    assertThat(hub.message(instance, "A1").path("text").asText()).isEqualTo("forged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"carried edit", "bare edit", "carried revoke", "deletion"})
  void aMemberDoesNotChangeAnothersMessage(String form) {
    roles();
    hub.post(member(ANN, "A1"));

    JsonNode answer = hub.post(change(form, GROUP, BOB, false));

    assertThat(answer.path("status").asText()).isEqualTo("parked");
    assertUntouched("Hello, is the order 1042 ready?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"carried edit", "bare edit", "carried revoke", "deletion"})
  void aMemberChangesTheirOwnByEitherName(String form) {
    roles();
    hub.post(member(ANN, "A1"));

    hub.post(change(form, GROUP, ANNS_LID, false));

    JsonNode message = hub.message(instance, "A1");
    assertThat(message.hasNonNull("editedAt") || message.hasNonNull("deletedAt")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"carried revoke", "deletion"})
  void anAdminRevokesAnothersAndOurs(String form) {
    roles();
    hub.post(member(BOB, "B1"));
    hub.post(own(GROUP, "A1"));

    hub.post(change(form, GROUP, ANNS_LID, false));
    hub.post(renamed(change(form, GROUP, ANN, false)));

    assertThat(hub.message(instance, "A1").hasNonNull("deletedAt")).isTrue();
    assertThat(hub.message(instance, "B1").hasNonNull("deletedAt")).isTrue();
  }

  @Test
  void whoMayRevokeIsAwaitedUntilTheGroupsRanksAreKnown() {
    hub.post(member(BOB, "B1"));
    hub.post(own(GROUP, "A1"));
    String refused = hub.post(change("deletion", GROUP, BOB, false)).path("event").asText();
    hub.post(renamed(change("deletion", GROUP, ANN, false)));
    assertUntouched(OURS);
    assertThat(hub.message(instance, "B1").hasNonNull("deletedAt")).isFalse();

    roles();

    assertThat(hub.message(instance, "B1").hasNonNull("deletedAt")).isTrue();
    assertUntouched(OURS);
    hub.parkedEvent(refused);
  }

  @Test
  void ourAccountRevokesWhatAMemberWrote() {
    hub.post(member(ANN, "A1"));

    hub.post(change("carried revoke", GROUP, null, true));

    assertThat(hub.message(instance, "A1").hasNonNull("deletedAt")).isTrue();
  }

  @Test
  void aParkedRevokeIsTakenInOnceTheSenderIsAnAdmin() {
    roles();
    hub.post(own(GROUP, "A1"));
    String event = hub.post(change("deletion", GROUP, BOB, false)).path("event").asText();
    ObjectNode promoted = sample("28-group-participants.update.json");
    ObjectNode data = (ObjectNode) promoted.path("data");
    data.put("action", "promote").remove("participantsData");
    data.putArray("participants").add(BOB);
    hub.post(promoted);

    hub.apiPost("/api/parked/" + event + "/replay", "");

    hub.until(
        "/api/messages?instance=" + instance + "&whatsappId=A1",
        page -> page.at("/items/0").hasNonNull("deletedAt"));
  }

  private void assertUntouched(String text) {
    JsonNode message = hub.message(instance, "A1");
    assertThat(message.path("text").asText()).isEqualTo(text);
    assertThat(message.hasNonNull("editedAt")).isFalse();
    assertThat(message.hasNonNull("deletedAt")).isFalse();
  }

  private ObjectNode own(String chat, String id) {
    return Webhooks.in(sample("14b-send.message-after-sendText.json"), chat, id);
  }

  private ObjectNode member(String participant, String id) {
    ObjectNode webhook = Webhooks.in(sample("01-text-conversation.json"), GROUP, id);
    Webhooks.key(webhook).put("participant", participant);
    return webhook;
  }

  /** Ann is an admin, and known by both of her names; Bob is none. */
  private void roles() {
    ObjectNode webhook = sample("19a-groups.upsert-array.json");
    ObjectNode group = (ObjectNode) webhook.at("/data/0");
    group.put("id", GROUP);
    group
        .putArray("participants")
        .add(
            json.createObjectNode()
                .put("id", ANNS_LID)
                .put("phoneNumber", ANN)
                .put("admin", "admin"))
        .add(json.createObjectNode().put("id", BOB).putNull("admin"));
    hub.post(webhook);
  }

  /** The same of message B1. */
  private static ObjectNode renamed(ObjectNode change) {
    ObjectNode data = (ObjectNode) change.path("data");
    JsonNode carried = data.at("/message/protocolMessage/key");
    (carried.isObject() ? (ObjectNode) carried : data).put("id", "B1");
    return change;
  }

  /** Message A1 is edited to "forged", or revoked. */
  private ObjectNode change(String form, String chat, String participant, boolean fromMe) {
    return switch (form) {
      case "deletion" -> {
        ObjectNode webhook = sample("25a-messages.delete-key.json");
        named((ObjectNode) webhook.path("data"), chat, participant, fromMe);
        yield webhook;
      }
      case "api deletion" -> {
        ObjectNode webhook = sample("25b-messages.delete-own-via-api.json");
        named(Webhooks.key(webhook), chat, participant, fromMe);
        yield webhook;
      }
      case "bare edit", "bare revoke", "edit to our account" -> {
        ObjectNode webhook = sample("26-messages.edited.json");
        ObjectNode data = (ObjectNode) webhook.path("data");
        named(Webhooks.key(webhook), chat, participant, fromMe);
        if (form.equals("edit to our account")) {
          Webhooks.key(webhook).put("remoteJid", "15550100001@s.whatsapp.net").put("fromMe", true);
        }
        protocol(data, form);
        yield webhook;
      }
      default -> {
        ObjectNode webhook = sample("01-text-conversation.json");
        named(Webhooks.key(webhook), chat, participant, fromMe);
        Webhooks.key(webhook).put("id", "CARRIER");
        ObjectNode message = ((ObjectNode) webhook.path("data")).putObject("message");
        if (form.startsWith("wrapped")) {
          message = message.putObject("editedMessage").putObject("message");
        }
        ObjectNode protocol = message.putObject("protocolMessage");
        protocol
            .putObject("key")
            .put("id", "A1")
            .put("remoteJid", chat)
            .put("fromMe", fromMe || form.endsWith("from me"));
        protocol(protocol, form);
        yield webhook;
      }
    };
  }

  private static void named(ObjectNode key, String chat, String participant, boolean fromMe) {
    key.put("remoteJid", chat)
        .put("id", "A1")
        .put("fromMe", fromMe)
        .put("participant", participant);
    key.remove("remoteJidAlt");
  }

  private static void protocol(ObjectNode protocol, String form) {
    if (form.contains("revoke")) {
      protocol.put("type", "REVOKE").remove("editedMessage");
    } else {
      protocol.put("type", 14).putObject("editedMessage").put("conversation", "forged");
    }
  }
}
