package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.decode.Sealing;
import org.junit.jupiter.api.Test;

/** Votes are shown by the names of their options, and counted in their poll. */
class PollVotesIT extends SealedMessageTest {

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
    assertVotes("Pizza 0", "Pasta 1");
  }

  @Test
  void aVoteInPlaceOfAnotherAndOneThatIsTakenBackAreCounted() {
    hub.post(poll());
    vote("S1", 0, Sealing.option("Pasta"));
    assertVotes("Pizza 0", "Pasta 1");

    vote("S2", 1, Sealing.option("Pizza"));
    assertVotes("Pizza 1", "Pasta 0");

    vote("S3", 2, new byte[0]);
    assertVotes("Pizza 0", "Pasta 0");
  }

  private void vote(String id, int later, byte[] chosen) {
    ObjectNode vote =
        said(
            "pollUpdateMessage",
            "pollCreationMessageKey",
            "vote",
            sealing.seal("A1", US, ALICE, "Poll Vote", true, chosen));
    Webhooks.key(vote).put("id", id);
    ObjectNode data = (ObjectNode) vote.path("data");
    data.put("messageTimestamp", data.path("messageTimestamp").asLong() + later);
    assertThat(hub.post(vote).path("status").asText()).isEqualTo("accepted");
  }

  private void assertVotes(String... expected) {
    assertThat(hub.message(instance, "A1").at("/content/poll/options"))
        .extracting(each -> each.path("name").asText() + " " + each.path("votes").asInt())
        .containsExactly(expected);
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
}
