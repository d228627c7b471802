package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.decode.Sealing;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Edits, votes, answers, reactions and comments that are encrypted with their message's secret. */
class SealedMessagesIT extends HubTest {

  private static final String US = "15550100001@s.whatsapp.net";
  private static final String OUR_LID = "100000000000900@lid";
  private static final String ALICE = "15550100123@s.whatsapp.net";
  private static final String ALICES_LID = "100000000000001@lid";
  private static final String GROUP = "120363000000000001@g.us";
  private static final String BOB = "15550100124@s.whatsapp.net";

  private final Sealing sealing = new Sealing();

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

  @Test
  void aVoteIsShownByTheNamesOfItsOptions() {
    hub.post(poll());

    hub.post(
        said(
            "pollUpdateMessage",
            "pollCreationMessageKey",
            "vote",
            sealing.seal("A1", US, ALICE, "Poll Vote", true, Sealing.option("Pasta"))));

    assertSaid("vote", "Pasta");
  }

  @Test
  void aVoteThatEvolutionOpenedNeedsNoSecret() {
    ObjectNode vote = sample("reports/A4b-vote.json");
    Webhooks.key(vote).put("id", "S1");
    ((ObjectNode) vote.at("/data/message/pollUpdateMessage/pollCreationMessageKey"))
        .put("id", "A1");

    assertThat(hub.post(vote).path("status").asText()).isEqualTo("accepted");

    assertSaid("vote", "Pizza");
  }

  @Test
  void theVotesOfAnUpdateAreCounted() {
    hub.post(poll());
    ObjectNode update = sample("17a-messages.update-DELIVERY_ACK.json");
    ObjectNode data = (ObjectNode) update.path("data");
    data.put("keyId", "A1").put("remoteJid", ALICE);
    ObjectNode option = data.putArray("pollUpdates").addObject().put("name", "Pasta");
    option.putArray("voters").add(ALICE).add(BOB);

    assertThat(hub.post(update).path("status").asText()).isEqualTo("accepted");

    JsonNode options = hub.message(instance, "A1").at("/content/poll/options");
    assertThat(options)
        .extracting(each -> each.path("name").asText() + " " + each.path("votes").asInt())
        .containsExactly("Pizza 0", "Pasta 2");
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

  private void assertSaid(String kind, String text) {
    JsonNode message = hub.message(instance, "S1");
    assertThat(message.path("kind").asText()).isEqualTo(kind);
    assertThat(message.path("text").asText()).isEqualTo(text);
    assertThat(message.path("quotedId").asText()).isEqualTo("A1");
  }

  /** A message that came with its secret, from a person with two names, to us with two names. */
  private ObjectNode original(String file, String chat, String id) {
    ObjectNode webhook = Webhooks.in(sample(file), chat, id);
    if (chat.equals(ALICE)) {
      Webhooks.key(webhook).put("remoteJidAlt", ALICES_LID);
    }
    ObjectNode context = ((ObjectNode) webhook.at("/data/message")).putObject("messageContextInfo");
    context.put("messageSecret", Base64.getEncoder().encodeToString(sealing.secret));
    return webhook;
  }

  private ObjectNode poll() {
    ObjectNode webhook = original("14b-send.message-after-sendText.json", ALICE, "A1");
    ObjectNode message = (ObjectNode) webhook.at("/data/message");
    message.remove("conversation");
    ObjectNode poll = message.putObject("pollCreationMessageV3").put("name", "Dinner?");
    poll.putArray("options").addObject().put("optionName", "Pizza");
    poll.withArray("options").addObject().put("optionName", "Pasta");
    return webhook;
  }

  private ObjectNode edit(
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
  private ObjectNode said(String type, String targetName, String holderName, byte[] sealed) {
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
