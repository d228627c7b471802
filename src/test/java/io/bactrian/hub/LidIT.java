package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.standin.Fault;
import org.junit.jupiter.api.Test;

/** One person's two names, a phone number and the LID that hides it, are one conversation. */
class LidIT extends LidTest {

  @Test
  void aMessageWithBothNamesUnitesThem() {
    hub.post(Webhooks.in(sample(IMAGE), LID, "A1"));
    hub.post(Webhooks.in(sample(TEXT), LID, "A2"));
    assertThat(chats()).containsExactly(LID);

    hub.post(Webhooks.in(sample(TEXT), PHONE, LID, "A3"));

    assertThat(chats()).containsExactly(PHONE);
    assertThat(whatsappIds()).containsExactlyInAnyOrder("A1", "A2", "A3");
    hub.attachment(instance, "STORED");
  }

  @Test
  void bothNamesMayComeInEitherOrder() {
    hub.post(Webhooks.in(sample(TEXT), LID, "A1"));
    hub.post(Webhooks.in(sample(TEXT), PHONE, "A2"));

    hub.post(Webhooks.in(sample(TEXT), LID, PHONE, "A3"));

    assertThat(chats()).containsExactly(PHONE);
    assertThat(whatsappIds()).containsExactlyInAnyOrder("A1", "A2", "A3");
  }

  @Test
  void theMembersOfAGroupUniteThem() {
    hub.post(Webhooks.in(sample(TEXT), LID, "A1"));
    hub.post(Webhooks.in(sample(TEXT), PHONE, "A2"));

    hub.post(sample("19a-groups.upsert-array.json"));

    assertThat(chats()).containsExactlyInAnyOrder(PHONE, "120363000000000001@g.us");
    assertThat(hub.conversations(instance)).hasSize(2);
  }

  @Test
  void aMemberWhoJoinsUnitesThem() {
    hub.post(Webhooks.in(sample(TEXT), "100000000000002@lid", "A1"));

    hub.post(sample("28-group-participants.update.json"));

    assertThat(chats())
        .contains("15550100124@s.whatsapp.net")
        .doesNotContain("100000000000002@lid");
  }

  @Test
  void aContactUnitesThem() {
    hub.post(Webhooks.in(sample(TEXT), LID, "A1"));
    ObjectNode contact = sample("18a-contacts.update-object.json");
    ((ObjectNode) contact.path("data")).put("remoteJidAlt", LID);

    hub.post(contact);

    assertThat(chats()).containsExactly(PHONE);
  }

  @Test
  void theirMappingHoldsInTheirInstanceOnly() {
    String other = instance + "-other";
    hub.post(Webhooks.in(sample(TEXT), PHONE, LID, "A1"));

    hub.post(Webhooks.in(sample(TEXT).put("instance", other), LID, "A2"));

    assertThat(hub.conversations(other))
        .extracting(conversation -> conversation.path("chat").asText())
        .containsExactly(LID);
  }

  @Test
  void aMessageKnownUnderBothNamesBecomesOne() {
    hub.post(Webhooks.in(sample(IMAGE), LID, "A1"));
    hub.post(Webhooks.in(sample(IMAGE), PHONE, "A1"));
    hub.awaitMedia(instance);
    assertThat(hub.attachments(instance)).hasSize(2);

    unite();

    JsonNode message = hub.message(instance, "A1");
    assertThat(whatsappIds()).containsExactlyInAnyOrder("A1", "united");
    assertThat(message.at("/attachments/0/status").asText()).isEqualTo("STORED");
    assertThat(hub.attachments(instance)).hasSize(1);
  }

  @Test
  void theStoredMediaOfTheTwoStays() {
    hub.post(Webhooks.in(sample(IMAGE), LID, "A1"));
    String stored = hub.attachment(instance, "STORED").path("id").asText();
    STAND_IN.fault(Fault.status("/o1/|getBase64", 503));
    hub.post(Webhooks.in(sample(IMAGE), PHONE, "A1"));

    unite();

    assertThat(hub.attachments(instance))
        .extracting(attachment -> attachment.path("id").asText())
        .containsExactly(stored);
  }

  @Test
  void whatEitherNamesWebhookSaidOfTheMediasSourcesStays() {
    STAND_IN.fault(Fault.status("/o1/|getBase64", 503));
    hub.post(Webhooks.in(sample(IMAGE), LID, "A1"));
    ObjectNode keyless = Webhooks.in(sample(IMAGE), PHONE, "A1");
    ((ObjectNode) keyless.at("/data/message/imageMessage")).remove("mediaKey");
    hub.post(keyless);

    unite();
    STAND_IN.clearFaults();
    STAND_IN.fault(Fault.status("getBase64", 503));

    // By the key, which only the first of the two named.
    assertThat(hub.attachment(instance, "STORED").path("source").asText())
        .isIn("url", "directPath");
  }

  @Test
  void aMediaKnownUnderOneNameOnlyStays() {
    STAND_IN.fault(Fault.status("/o1/|getBase64", 503));
    hub.post(Webhooks.in(sample(IMAGE), LID, "A1"));
    hub.post(Webhooks.in(sample("12d-view-once-unavailable-placeholder.json"), PHONE, "A1"));

    unite();
    STAND_IN.clearFaults();

    JsonNode attachment = hub.attachment(instance, "STORED");
    assertThat(attachment.path("message").asText())
        .isEqualTo(hub.message(instance, "A1").path("id").asText());
  }

  @Test
  void whatWasSaidOfTheMessageUnderEitherNameStays() {
    hub.post(Webhooks.in(sample(SENT), LID, "A1"));
    hub.post(update(LID, "READ"));
    hub.post(deletion(LID));
    hub.post(edit(LID));
    hub.post(Webhooks.in(sample(SENT), PHONE, "A1"));

    unite();

    JsonNode message = hub.message(instance, "A1");
    assertThat(message.path("status").asText()).isEqualTo("READ");
    assertThat(message.hasNonNull("deletedAt")).isTrue();
    assertThat(message.path("text").asText()).isEqualTo("Hello, is the order 1043 ready?");
    assertThat(message.hasNonNull("editedAt")).isTrue();
  }

  @Test
  void updatesThatCameEarlyUnderBothNamesAreMerged() {
    hub.post(update(LID, "READ"));
    hub.post(deletion(PHONE));
    hub.post(edit(LID));

    hub.post(Webhooks.in(sample(SENT), PHONE, LID, "A1"));

    JsonNode message = hub.message(instance, "A1");
    assertThat(message.path("status").asText()).isEqualTo("READ");
    assertThat(message.hasNonNull("deletedAt")).isTrue();
    assertThat(message.path("text").asText()).isEqualTo("Hello, is the order 1043 ready?");
  }

  @Test
  void anUpdateUnderOneNameFindsTheMessageUnderTheOther() {
    hub.post(Webhooks.in(sample(SENT), LID, "A1"));
    hub.post(update(PHONE, "READ"));

    unite();

    assertThat(hub.message(instance, "A1").path("status").asText()).isEqualTo("READ");
  }

  @Test
  void anUpdateUnderThePhoneFindsTheMessageOnceBothConversationsAreOne() {
    hub.post(Webhooks.in(sample(SENT), LID, "A1"));
    hub.post(Webhooks.in(sample(TEXT), PHONE, "A2"));
    hub.post(update(PHONE, "READ"));

    unite();

    assertThat(hub.message(instance, "A1").path("status").asText()).isEqualTo("READ");
    assertThat(whatsappIds()).containsExactlyInAnyOrder("A1", "A2", "united");
  }

  @Test
  void updatesUnderALidWithoutAConversationAreMergedOnceItsPhoneIsKnown() {
    hub.post(Webhooks.in(sample(SENT), PHONE, "A1"));
    hub.post(Webhooks.in(sample(SENT), "15550100177@s.whatsapp.net", "A1"));
    hub.post(update(LID, "READ"));

    hub.post(Webhooks.in(sample(TEXT), PHONE, LID, "united"));

    assertThat(hub.items("/api/messages?instance=" + instance + "&whatsappId=A1"))
        .extracting(
            message -> message.path("chat").asText() + " " + message.path("status").asText())
        .containsExactlyInAnyOrder(PHONE + " READ", "15550100177@s.whatsapp.net PENDING");
  }

  @Test
  void whatWasKnownOfThePersonUnderTheLidIsCarriedOver() {
    hub.post(Webhooks.in(sample(TEXT), LID, "A1"));
    ObjectNode own = Webhooks.in(sample(TEXT), PHONE, "A2");
    Webhooks.key(own).put("fromMe", true);
    hub.post(own);
    hub.until(
        "/api/conversations?instance=" + instance,
        page -> !page.path("items").findValuesAsText("pictureUrl").contains("null"));
    jdbc.sql(
            """
            update conversation set picture_key = 'picture/lid', picture_type = 'image/jpeg',
              name = 'Alice of the LID'
            where instance = :instance and chat = :chat""")
        .param("instance", instance)
        .param("chat", LID)
        .update();
    jdbc.sql(
            """
            update conversation set picture_key = null, name = null
            where instance = :instance and chat = :chat""")
        .param("instance", instance)
        .param("chat", PHONE)
        .update();

    unite();

    JsonNode united = hub.conversations(instance).get(0);
    assertThat(united.path("name").asText()).isEqualTo("Alice of the LID");
    assertThat(united.path("pictureUrl").isNull()).isFalse();
  }
}
