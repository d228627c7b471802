package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.standin.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message whose call broke off is sent again only if it surely did not leave. */
class AmbiguousSendIT extends SendMessageTest {

  @ParameterizedTest
  @ValueSource(longs = {0, 20})
  void aMessageThatLeftBeforeItsCallWasCutIsFoundAtEvolution(long bytesOfTheAnswer) {
    STAND_IN.fault(Fault.reset(path("sendText"), bytesOfTheAnswer).times(1));

    UUID id = send(text("Did it leave?"));

    assertThat(message(id, "SENT").path("whatsappId").asText()).isEqualTo(sent().get(0).id());
    assertThat(JobRow.until(jdbc, KIND, id, JobRow::isDone).attempts()).isEqualTo(1);
    assertThat(calls("sendText")).isEqualTo(1);
  }

  @Test
  void aMessageThatLeftBeforeItsCallTimedOutIsNotSentAgain() {
    STAND_IN.fault(Fault.hang(path("sendText")).times(1));

    UUID id = send(text("Did it leave in time?"));

    message(id, "SENT");
    assertThat(calls("sendText")).isEqualTo(1);
    assertThat(sent()).hasSize(1);
  }

  @Test
  void aMessageThatDidNotLeaveBeforeItsCallTimedOutIsSentOnceMore() {
    evolutionKeepsMessages();
    STAND_IN.fault(Fault.lose(path("sendText")).times(1));

    UUID id = send(text("Did it get lost?"));

    message(id, "SENT");
    assertThat(calls("sendText")).isEqualTo(2);
    assertThat(sent()).hasSize(1);
    assertThat(JobRow.until(jdbc, KIND, id, JobRow::isDone).attempts()).isEqualTo(2);
  }

  @Test
  void aMessageThatNeverLeavesFailsOnceItsAttemptsAreSpent() {
    evolutionKeepsMessages();
    STAND_IN.fault(Fault.status(path("sendText"), 504));
    UUID id = send(text("Will it ever leave?"));
    broken(id);

    jdbc.sql("update job set attempts = 2 where subject = :id").param("id", id).update();

    assertThat(message(id, "FAILED").path("lastError").asText()).contains("does not leave");
    assertThat(JobRow.until(jdbc, KIND, id, JobRow::isParked).attempts()).isEqualTo(4);
    assertThat(calls("sendText")).isEqualTo(2);
  }

  @Test
  void whileEvolutionMayStillBeTypingNotHavingItProvesNothing() {
    evolutionKeepsMessages();
    STAND_IN.fault(Fault.status(path("sendText"), 504).times(1));
    UUID id = send(text("Slowly").put("delay", 3_000));
    broken(id);

    await()
        .during(Duration.ofSeconds(5))
        .atMost(Duration.ofSeconds(7))
        .until(() -> calls("sendText") == 1);
    ObjectNode late = sentByApi("Slowly", "3EB0DD" + number);
    STAND_IN.message(instance, late.path("data"));

    assertThat(message(id, "SENT").path("whatsappId").asText()).isEqualTo("3EB0DD" + number);
    assertThat(calls("sendText")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {502, 504})
  void aGatewayThatGaveUpProvesNothing(int status) {
    evolutionKeepsMessages();
    STAND_IN.fault(Fault.status(path("sendText"), status).times(1));

    UUID id = send(text("Behind a proxy"));

    message(id, "SENT");
    assertThat(sent()).hasSize(1);
    assertThat(STAND_IN.count("/chat/findMessages/" + instance + "$")).isPositive();
  }

  @Test
  void theSameWordsSentBeforeAreAnotherMessage() {
    message(send(text("ok")), "SENT");
    STAND_IN.fault(Fault.lose(path("sendText")).times(1));

    message(send(text("ok")), "SENT");

    assertThat(sent()).hasSize(2);
    assertThat(hub.messages(instance)).hasSize(2);
  }

  @Test
  void theSameWordsWrittenOnThePhoneAreAnotherMessage() {
    STAND_IN.fault(Fault.lose(path("sendText")).times(1));
    ObjectNode typed = (ObjectNode) sentByApi("ok", "3EB0AA" + number).path("data");
    STAND_IN.message(instance, typed.put("source", "android"));

    message(send(text("ok")), "SENT");

    assertThat(sent()).hasSize(1);
  }

  @Test
  void theSameWordsThatAWebhookBringsFromAPhoneAreAnotherMessage() {
    evolutionKeepsMessages();
    STAND_IN.fault(Fault.status(path("sendText"), 504).times(1));
    UUID id = send(text("ok"));
    broken(id);

    ObjectNode typed = sentByApi("ok", "3A" + number).put("event", "messages.upsert");
    ((ObjectNode) typed.path("data")).put("source", "android");
    hub.post(typed);

    assertThat(message(id, "SENT").path("whatsappId").asText()).isEqualTo(sent().get(0).id());
    assertThat(calls("sendText")).isEqualTo(2);
    assertThat(hub.messages(instance)).hasSize(2);
  }

  @Test
  void anUpdateOfAnotherMessageIsNoProofThatItLeft() {
    evolutionKeepsMessages();
    STAND_IN.fault(Fault.status(path("sendText"), 504).times(1));
    UUID id = send(text("Not that one"));
    broken(id);

    hub.post(update("3A" + number, true));

    assertThat(message(id, "SENT").path("whatsappId").asText()).isEqualTo(sent().get(0).id());
    assertThat(calls("sendText")).isEqualTo(2);
  }

  @Test
  void anUpdateOfTheirMessageIsNoProofThatOursLeft() {
    STAND_IN.fault(Fault.status("/chat/findMessages/" + instance, 500));
    STAND_IN.fault(Fault.status(path("sendText"), 504).times(1));
    UUID id = send(text("Not theirs"));
    broken(id);

    hub.post(update("3A" + number, false));

    assertThat(message(id, "FAILED").path("lastError").asText()).contains("may have left");
  }

  @Test
  void anEvolutionThatKeepsNoMessagesProvesNothing() {
    hub.post(sentByApi("An earlier one", "3EB0BB" + number));
    STAND_IN.fault(Fault.lose(path("sendText")).times(1));

    UUID id = send(text("Is it there?"));

    assertThat(message(id, "FAILED").path("lastError").asText()).contains("may have left");
    assertThat(calls("sendText")).isEqualTo(1);
  }

  @Test
  void theWebhookTellsThatItLeftWhenEvolutionCannotBeAsked() {
    STAND_IN.fault(Fault.reset(path("sendText"), 0).times(1));
    STAND_IN.fault(Fault.status("/chat/findMessages/" + instance, 500));
    UUID id = send(text("Told by webhook"));
    broken(id);

    hub.post(sentByApi("Told by webhook", sent().get(0).id()));

    message(id, "SENT");
    assertOneMessageSentOnce(id);
  }

  @Test
  void anUpdateTellsThatItLeftWhenNothingElseDoes() {
    STAND_IN.fault(Fault.reset(path("sendText"), 0).times(1));
    STAND_IN.fault(Fault.status("/chat/findMessages/" + instance, 500));
    UUID id = send(text("Told by its update"));
    broken(id);

    hub.post(update(sent().get(0).id(), true));

    message(id, "DELIVERED");
    assertOneMessageSentOnce(id);
  }

  @Test
  void whatNobodyKnowsIsParkedAndLookedForAgainAfterAReplay() {
    STAND_IN.fault(Fault.reset(path("sendText"), 0).times(1));
    STAND_IN.fault(Fault.status("/chat/findMessages/" + instance, 500));
    UUID id = send(text("Who knows?"));
    assertThat(JobRow.until(jdbc, KIND, id, JobRow::isParked).lastError())
        .contains("may have left");

    STAND_IN.clearFaults();
    assertThat(hub.apiPost("/api/parked/" + id + "/replay", "").statusCode()).isEqualTo(202);

    message(id, "SENT");
    assertOneMessageSentOnce(id);
  }

  @Test
  void theWebhookOfAParkedMessageIsJoinedWithIt() {
    STAND_IN.fault(Fault.reset(path("sendText"), 0).times(1));
    STAND_IN.fault(Fault.status("/chat/findMessages/" + instance, 500));
    UUID id = send(text("Better late"));
    JobRow.until(jdbc, KIND, id, JobRow::isParked);
    message(id, "FAILED");

    ObjectNode late = sentByApi("Better late", sent().get(0).id());
    ((ObjectNode) late.path("data")).put("messageTimestamp", sent().get(0).at().getEpochSecond());
    hub.post(late);

    message(id, "SENT");
    assertOneMessageSentOnce(id);
  }

  @Test
  void theSameWordsMuchLaterAreAnotherMessage() {
    STAND_IN.fault(Fault.reset(path("sendText"), 0).times(1));
    STAND_IN.fault(Fault.status("/chat/findMessages/" + instance, 500));
    UUID id = send(text("ok"));
    JobRow.until(jdbc, KIND, id, JobRow::isParked);

    ObjectNode later = sentByApi("ok", "3EB0CC" + number);
    ((ObjectNode) later.path("data"))
        .put("messageTimestamp", Instant.now().plusSeconds(60).getEpochSecond());
    hub.post(later);

    assertThat(hub.messages(instance)).hasSize(2);
    message(id, "FAILED");
  }

  @Test
  void whoWasWrittenToIsAskedForAtOnceWhenItIsFoundThatItLeft() {
    STAND_IN.fault(Fault.reset(path("sendText"), 0).times(1));

    message(send(text("Hello, stranger")), "SENT");

    UUID chat = UUID.fromString(hub.conversations(instance).get(0).path("id").asText());
    JobRow.until(jdbc, "fetch_profile_pic", chat, JobRow::isDone);
  }

  private ObjectNode update(String whatsappId, boolean fromMe) {
    ObjectNode update = sample("17a-messages.update-DELIVERY_ACK.json");
    ((ObjectNode) update.path("data"))
        .put("keyId", whatsappId)
        .put("remoteJid", number + "@s.whatsapp.net")
        .put("fromMe", fromMe);
    return update;
  }

  private void broken(UUID id) {
    JobRow.until(
        jdbc, KIND, id, job -> job.lastError() != null && job.lastError().contains("broke off"));
  }

  private void assertOneMessageSentOnce(UUID id) {
    JobRow.until(jdbc, KIND, id, JobRow::isDone);
    JsonNode only = hub.messages(instance).get(0);
    assertThat(hub.messages(instance)).hasSize(1);
    assertThat(only.path("id").asText()).isEqualTo(id.toString());
    assertThat(only.path("whatsappId").asText()).isEqualTo(sent().get(0).id());
    assertThat(calls("sendText")).isEqualTo(1);
  }

  private ObjectNode sentByApi(String text, String whatsappId) {
    ObjectNode webhook = sample("14b-send.message-after-sendText.json");
    Webhooks.key(webhook).put("remoteJid", number + "@s.whatsapp.net").put("id", whatsappId);
    ObjectNode data = (ObjectNode) webhook.path("data");
    data.put("status", "PENDING").put("messageTimestamp", Instant.now().getEpochSecond());
    ((ObjectNode) webhook.at("/data/message")).put("conversation", text);
    return webhook;
  }
}
