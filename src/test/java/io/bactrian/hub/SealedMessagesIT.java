package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.decode.Sealing;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Edits, answers, reactions and comments that are encrypted with their message's secret. */
class SealedMessagesIT extends SealedMessageTest {

  @ParameterizedTest
  @ValueSource(strings = {ALICE, ALICES_LID})
  void anEditBecomesTheMessagesText(String speaker) {
    hub.post(original("01-text-conversation.json", ALICE, "A1"));

    JsonNode answer = hub.post(edit(ALICE, null, false, speaker, speaker, "see you at 8"));

    assertThat(answer.path("status").asText()).isEqualTo("accepted");
    assertEdited("see you at 8");
    assertThat(hub.messages(instance)).hasSize(1);
  }

  @Test
  void anEditOfOurOwnPhoneBecomesOursText() {
    hub.post(original("14b-send.message-after-sendText.json", ALICE, "A1"));

    hub.post(edit(ALICE, null, true, US, US, "Your order left."));

    assertEdited("Your order left.");
  }

  @Test
  void aMembersEditInAGroupMayNameThatPersonByTheOtherName() {
    ObjectNode original = original("01-text-conversation.json", GROUP, "A1");
    Webhooks.key(original).put("participant", ALICES_LID).put("participantAlt", ALICE);
    hub.post(original);
    ObjectNode edit = edit(GROUP, ALICE, false, ALICES_LID, ALICES_LID, "see you at 8");
    ObjectNode body = (ObjectNode) edit.at("/data/message/secretEncryptedMessage");
    body.put("secretEncType", "MESSAGE_EDIT");
    // As Evolution up to 2.3.2 writes bytes.
    for (String field : List.of("encPayload", "encIv")) {
      byte[] bytes = new byte[body.path(field).size()];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) body.path(field).path(String.valueOf(i)).asInt();
      }
      body.put(field, Base64.getEncoder().encodeToString(bytes));
    }

    hub.post(edit);

    assertEdited("see you at 8");
  }

  @Test
  void anEditInAChatWhoseMessagesVanishIsTheNewContentItself() {
    ObjectNode original = original("01-text-conversation.json", ALICE, "A1");
    ObjectNode data = (ObjectNode) original.path("data");
    JsonNode message = data.path("message").deepCopy();
    // Where 2.4 leaves the secret.
    data.putObject("contextInfo").set("messageContextInfo", message.path("messageContextInfo"));
    data.putObject("message")
        .putObject("ephemeralMessage")
        .putObject("message")
        .put("conversation", "see you at 7");
    hub.post(original);
    ObjectNode edit =
        said(
            "secretEncryptedMessage",
            "targetMessageKey",
            null,
            sealing.seal(
                "A1",
                ALICE,
                ALICE,
                "Message Edit",
                false,
                Sealing.field(6, Sealing.field(1, "see you at 8"))));
    ObjectNode sealed = (ObjectNode) edit.at("/data/message");
    JsonNode inner = sealed.deepCopy();
    sealed.removeAll();
    sealed.putObject("ephemeralMessage").set("message", inner);

    hub.post(edit);

    assertEdited("see you at 8");
  }

  @Test
  void aContactsEditOfOursIsParked() {
    hub.post(original("14b-send.message-after-sendText.json", ALICE, "A1"));

    JsonNode answer = hub.post(edit(ALICE, null, false, US, ALICE, "forged"));

    assertThat(answer.path("status").asText()).isEqualTo("parked");
    assertThat(hub.message(instance, "A1").path("text").asText()).isEqualTo("Your order is ready.");
  }

  @Test
  void aMembersEditOfAnothersIsParked() {
    ObjectNode original = original("01-text-conversation.json", GROUP, "A1");
    Webhooks.key(original).put("participant", ALICE);
    hub.post(original);

    JsonNode answer = hub.post(edit(GROUP, BOB, false, ALICE, BOB, "forged"));

    assertThat(answer.path("status").asText()).isEqualTo("parked");
    assertThat(hub.message(instance, "A1").hasNonNull("editedAt")).isFalse();
  }

  @Test
  void whatComesBeforeItsMessageIsParkedAndTakenInWhenThatComes() {
    JsonNode answer = hub.post(edit(ALICE, null, false, ALICE, ALICE, "see you at 8"));
    assertThat(answer.path("status").asText()).isEqualTo("parked");
    String event = answer.path("event").asText();
    hub.parkedEvent(event);

    hub.post(original("01-text-conversation.json", ALICE, "A1"));

    hub.until(
        "/api/messages?instance=" + instance + "&whatsappId=A1",
        page -> page.at("/items/0/text").asText().equals("see you at 8"));
    assertThat(hub.findParkedEvent(event)).isEmpty();
  }

  @Test
  void theSecretOfAnOlderMessageIsReadFromItsEvent() {
    hub.post(original("01-text-conversation.json", ALICE, "A1"));
    jdbc.sql("update message set secret = null where whatsapp_id = 'A1'").update();

    hub.post(edit(ALICE, null, false, ALICE, ALICE, "see you at 8"));

    assertEdited("see you at 8");
  }

  @Test
  void withoutAnySecretItIsParkedUntilItsMessageComesWithOne() {
    ObjectNode bare = Webhooks.in(sample("01-text-conversation.json"), ALICE, "A1");
    ((ObjectNode) bare.at("/data/message")).remove("messageContextInfo");
    hub.post(bare);
    JsonNode answer = hub.post(edit(ALICE, null, false, ALICE, ALICE, "see you at 8"));
    assertThat(answer.path("status").asText()).isEqualTo("parked");

    ObjectNode again = original("01-text-conversation.json", ALICE, "A1");
    ((ObjectNode) again.path("data")).put("status", "READ");
    hub.post(again);

    hub.until(
        "/api/messages?instance=" + instance + "&whatsappId=A1",
        page -> page.at("/items/0/text").asText().equals("see you at 8"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAnswerToAnEventIsShown(boolean bound) {
    hub.post(original("14b-send.message-after-sendText.json", ALICE, "A1"));

    hub.post(
        said(
            "encEventResponseMessage",
            "eventCreationMessageKey",
            null,
            sealing.seal("A1", US, ALICE, "Event Response", bound, Sealing.number(1, 1))));

    assertSaid("answer", "Going");
  }

  @Test
  void aReactionAndACommentAreShown() {
    hub.post(original("14b-send.message-after-sendText.json", ALICE, "A1"));

    hub.post(
        said(
            "encReactionMessage",
            "targetMessageKey",
            null,
            sealing.seal("A1", US, ALICE, "Enc Reaction", false, Sealing.field(2, "\u2764"))));
    assertSaid("reaction", "\u2764");
    assertThat(hub.message(instance, "S1").at("/content/reaction/to").asText()).isEqualTo("A1");
    assertThat(hub.message(instance, "S1").at("/content/reaction/emoji").asText())
        .isEqualTo("\u2764");

    ObjectNode comment =
        said(
            "encCommentMessage",
            "targetMessageKey",
            null,
            sealing.seal("A1", US, ALICE, "Enc Comment", false, Sealing.field(1, "Thanks!")));
    Webhooks.key(comment).put("id", "S2");
    hub.post(comment);
    assertThat(hub.message(instance, "S2").path("text").asText()).isEqualTo("Thanks!");
    assertThat(hub.message(instance, "S2").path("kind").asText()).isEqualTo("comment");
  }

  @Test
  void whatNoNameOpensIsParkedAndReplayable() {
    hub.post(original("01-text-conversation.json", ALICE, "A1"));

    JsonNode answer =
        hub.post(edit(ALICE, null, false, ALICE, "15550100999@s.whatsapp.net", "lost"));

    assertThat(answer.path("status").asText()).isEqualTo("parked");
    String event = answer.path("event").asText();
    assertThat(hub.parkedEvent(event).path("reason").asText()).contains("can't be opened");
    assertThat(hub.apiPost("/api/parked/" + event + "/replay", "").statusCode()).isEqualTo(202);
    hub.parkedEvent(event);
  }

  @Test
  void theReportedEditBecomesTheMessagesText() {
    hub.post(sample("reports/A4-long-original.json"));

    hub.post(sample("reports/A4-long-edit.json"));

    JsonNode message = hub.message(instance, "3A6BEACE8FFD4FF749B5");
    assertThat(message.path("text").asText()).isEqualTo("see you at 8");
    assertThat(message.hasNonNull("editedAt")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"A4-long-edit", "A4b-rsvp"})
  void whatWasReportedIsNeverIgnored(String report) {
    assertThat(hub.post(sample("reports/" + report + ".json")).path("status").asText())
        .isEqualTo("parked");
  }

  private void assertEdited(String text) {
    JsonNode message = hub.message(instance, "A1");
    assertThat(message.path("text").asText()).isEqualTo(text);
    assertThat(message.hasNonNull("editedAt")).isTrue();
  }
}
