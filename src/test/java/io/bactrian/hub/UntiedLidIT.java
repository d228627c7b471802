package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** What is said of a message under a LID that nobody tied to its phone yet, or the other way. */
class UntiedLidIT extends LidTest {

  @Test
  void whatIsSaidOfOurMessageIsMerged() {
    hub.post(Webhooks.in(sample(SENT), PHONE, "A1"));

    hub.post(update(LID, "READ"));
    hub.post(deletion(LID));
    hub.post(edit(LID));

    JsonNode message = hub.message(instance, "A1");
    assertThat(message.path("status").asText()).isEqualTo("READ");
    assertThat(message.hasNonNull("deletedAt")).isTrue();
    assertThat(message.path("text").asText()).isEqualTo("Hello, is the order 1043 ready?");
    assertThat(chats()).containsExactly(PHONE);
  }

  @Test
  void whatIsSaidBeforeOurMessageComesIsMerged() {
    hub.post(update(LID, "READ"));

    hub.post(Webhooks.in(sample(SENT), PHONE, "A1"));

    assertThat(status("A1")).isEqualTo("READ");
  }

  @Test
  void thePhoneFindsTheMessageUnderTheLid() {
    hub.post(Webhooks.in(sample(SENT), LID, "A1"));

    hub.post(update(PHONE, "READ"));

    assertThat(status("A1")).isEqualTo("READ");
  }

  @Test
  void theirEditFindsTheirMessage() {
    hub.post(Webhooks.in(sample(TEXT), PHONE, "A1"));

    hub.post(edit(LID));

    assertThat(hub.message(instance, "A1").path("text").asText())
        .isEqualTo("Hello, is the order 1043 ready?");
  }

  @Test
  void aMessageOfTheOtherDirectionIsAnother() {
    hub.post(Webhooks.in(sample(TEXT), PHONE, "A1"));
    String before = status("A1");

    hub.post(update(LID, "PLAYED"));

    assertThat(status("A1")).isEqualTo(before);
  }

  @Test
  void whatIsSaidOfOursBeforeTheirsComesIsOfAnother() {
    hub.post(update(LID, "PLAYED"));

    hub.post(Webhooks.in(sample(TEXT), PHONE, "A1"));

    assertThat(status("A1")).isNotEqualTo("PLAYED");
  }

  @Test
  void anIdThatIsInTwoChatsIsNobodys() {
    hub.post(Webhooks.in(sample(SENT), PHONE, "A1"));
    hub.post(Webhooks.in(sample(SENT), "15550100177@s.whatsapp.net", "A1"));

    hub.post(update(LID, "READ"));

    assertThat(hub.messages(instance))
        .extracting(message -> message.path("status").asText())
        .containsOnly("PENDING");
  }

  @Test
  void aLidThatIsKnownToBeAnothersFindsNothing() {
    hub.post(Webhooks.in(sample(TEXT), "15550100177@s.whatsapp.net", LID, "A0"));
    hub.post(Webhooks.in(sample(SENT), PHONE, "A1"));

    hub.post(update(LID, "READ"));

    assertThat(status("A1")).isEqualTo("PENDING");
  }

  @Test
  void aMessageOfAGroupIsNotMeant() {
    hub.post(Webhooks.in(sample(SENT), "120363000000000001@g.us", "A1"));

    hub.post(update(LID, "READ"));

    assertThat(status("A1")).isEqualTo("PENDING");
  }
}
