package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.standin.Call;
import io.bactrian.embedded.standin.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of two messages under one id nothing is lost, and what was asked for here is never dropped. */
class SendTwinsIT extends SendMessageTest {

  private static final String AGAIN = "Posted again";

  @Test
  void aMessageThatWasGivenUpStaysSoWhenItIsTakenForOneThatWasPostedAgain() {
    UUID first = givenUp();
    evolutionKeepsMessages();
    onCall(
        call -> {
          timeHasHardlyPassed(first);
          hub.post(sentByApi(chat(), "3EB0EE" + number, AGAIN));
          hub.post(sentByApi(chat(), call.id(), AGAIN));
        });

    UUID second = send(text(AGAIN));

    JobRow.until(jdbc, KIND, second, JobRow::isDone);
    assertThat(message(second, "SENT").path("whatsappId").asText()).isEqualTo(sent().get(0).id());
    JsonNode failed = message(first, "FAILED");
    assertThat(failed.path("whatsappId").isNull()).isTrue();
    assertThat(failed.path("lastError").asText()).contains("may have left");
    assertThat(JobRow.until(jdbc, KIND, first, JobRow::isParked).lastError())
        .contains("may have left");
    assertThat(hub.messages(instance)).hasSize(3);
  }

  @Test
  void aWebhookIsTakenForTheMessageWhoseTurnItIs() {
    UUID first = givenUp();
    UUID second = givenUp();
    evolutionKeepsMessages();
    List<JobRow> untouched = new ArrayList<>();
    onCall(
        call -> {
          timeHasHardlyPassed(first);
          hub.post(sentByApi(chat(), call.id(), AGAIN));
          untouched.add(job(first));
        });

    hub.apiPost("/api/parked/" + second + "/replay", "");

    JobRow.until(jdbc, KIND, second, JobRow::isDone);
    assertThat(message(second, "SENT").path("whatsappId").asText()).isEqualTo(sent().get(0).id());
    assertThat(untouched).isNotEmpty().allMatch(JobRow::isParked);
    message(first, "FAILED");
    assertThat(hub.messages(instance)).hasSize(2);
  }

  @Test
  void aMessageThatWaitedIsSentAfterItWasTakenForAnother() {
    UUID first = givenUp();
    evolutionKeepsMessages();
    onCall(
        call -> {
          if (sent().size() == 1) {
            timeHasHardlyPassed(first);
            hub.post(sentByApi(chat(), "3EB0EE" + number, AGAIN));
            hub.apiPost("/api/parked/" + first + "/replay", "");
            hub.post(sentByApi(chat(), call.id(), AGAIN));
            // What was taken for it lies too far back to be taken for it once more.
            jdbc.sql("update message set send_busy_until = send_started_at where id = :id")
                .param("id", first)
                .update();
          }
        });

    UUID second = send(text(AGAIN));

    JobRow.until(jdbc, KIND, second, JobRow::isDone);
    JobRow.until(jdbc, KIND, first, JobRow::isDone);
    assertThat(sent()).hasSize(2);
    assertThat(hub.get("/api/messages/" + first).path("whatsappId").asText())
        .isEqualTo(sent().get(1).id());
    assertThat(hub.messages(instance)).hasSize(3);
  }

  @Test
  void whatWasSaidOfItBeforeTheAnswerStays() {
    String chat = "55319" + number.substring(4) + "@s.whatsapp.net";
    String id = "3EB0AB" + number;
    ObjectNode answer = (ObjectNode) Webhooks.sample(json, "api/sendText.response.201.json");
    answer.withObject("key").put("remoteJid", chat).put("id", id);
    STAND_IN.fault(Fault.fail(path("sendText"), 201).body(answer.toString()));
    onCall(
        call -> {
          hub.post(sentByApi(chat, id, "Ninth digit"));
          ObjectNode edit = Webhooks.in(sample("26-messages.edited.json"), chat, id);
          Webhooks.key(edit).put("fromMe", true);
          hub.post(edit);
          ObjectNode deletion = sample("25a-messages.delete-key.json");
          ((ObjectNode) deletion.path("data"))
              .put("remoteJid", chat)
              .put("id", id)
              .put("fromMe", true);
          hub.post(deletion);
        });

    UUID message = send(text("Ninth digit"));

    JobRow.until(jdbc, KIND, message, JobRow::isDone);
    JsonNode ours = hub.get("/api/messages/" + message);
    assertThat(ours.path("whatsappId").asText()).isEqualTo(id);
    assertThat(ours.path("text").asText()).isEqualTo("Hello, is the order 1043 ready?");
    assertThat(ours.hasNonNull("editedAt")).isTrue();
    assertThat(ours.hasNonNull("deletedAt")).isTrue();
    assertThat(hub.messages(instance)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofTwoThatWereAskedForUnderBothNamesOfAPersonTheAnsweredOneKeepsTheId(boolean phone) {
    String lid = "9" + number + "@lid";
    UUID answered = asked(phone ? chat() : lid);
    UUID joined = asked(phone ? lid : chat());
    jdbc.sql("update message set ambiguous_since = now() where id = :id")
        .param("id", joined)
        .update();

    hub.post(Webhooks.in(sample(LidTest.TEXT), chat(), lid, "united"));

    assertThat(hub.conversations(instance)).hasSize(1);
    assertThat(hub.messages(instance)).hasSize(3);
    assertThat(List.of(answered, joined))
        .extracting(
            id -> {
              JsonNode message = hub.get("/api/messages/" + id);
              return message.path("status").asText() + " " + message.path("whatsappId").asText();
            })
        .containsExactly("SENT A1", "FAILED null");
  }

  /** A message that may have left under an id that another one has as well. */
  private UUID asked(String chat) {
    UUID id = UUID.randomUUID();
    jdbc.sql(
            """
            with chat as (
              insert into conversation (id, instance, chat, is_group)
              values (gen_random_uuid(), :instance, :chat, false) returning id),
            message as (
              insert into message (id, conversation_id, whatsapp_id, direction, kind, text, status,
                sent_at, request)
              select :id, id, 'A1', 'OUT', 'text', 'Hi', 'SENT', now(), '{"text":"Hi"}' from chat)
            insert into job (id, kind, subject, state, next_attempt_at, last_error, line)
            select gen_random_uuid(), 'send_message', :id, 'done', now(), 'given up', id from chat""")
        .param("instance", instance)
        .param("chat", chat)
        .param("id", id)
        .update();
    return id;
  }

  /** A message of which nobody could tell whether it left. */
  private UUID givenUp() {
    STAND_IN.fault(Fault.status(path("sendText"), 504));
    STAND_IN.fault(Fault.status("/chat/findMessages/" + instance, 500));
    UUID id = send(text(AGAIN));
    JobRow.until(jdbc, KIND, id, JobRow::isParked);
    STAND_IN.clearFaults();
    return id;
  }

  /** What comes now may be that message's. */
  private void timeHasHardlyPassed(UUID message) {
    jdbc.sql("update message set send_busy_until = now() where id = :id")
        .param("id", message)
        .update();
  }

  private String chat() {
    return number + "@s.whatsapp.net";
  }

  private ObjectNode sentByApi(String chat, String whatsappId, String text) {
    ObjectNode webhook = Webhooks.in(sample(LidTest.SENT), chat, whatsappId);
    ((ObjectNode) webhook.path("data")).put("messageTimestamp", Instant.now().getEpochSecond());
    ((ObjectNode) webhook.at("/data/message")).put("conversation", text);
    return webhook;
  }

  private void onCall(Consumer<Call> listener) {
    STAND_IN.onSend(
        call -> {
          if (instance.equals(call.instance())) {
            listener.accept(call);
          }
        });
  }
}
