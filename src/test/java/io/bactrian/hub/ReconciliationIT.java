package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.standin.Call;
import io.bactrian.embedded.standin.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.dao.PessimisticLockingFailureException;

class ReconciliationIT extends HubTest {

  @Test
  void aMessageThatNoWebhookBroughtIsTakenIn() {
    ObjectNode known = sample("05a-image-encrypted-evo-le-2.3.2-base64-strings.json");
    ObjectNode lost = sample("07-audio-ptt-ogg-opus.json");
    hub.post(known);
    hub.attachment(instance, "STORED");
    evolutionKnows(known);
    evolutionKnows(lost);

    request();

    JsonNode done = hub.await("/api/reconciliations?instance=" + instance, "/items/0/pages");
    assertThat(done.asInt()).isEqualTo(1);
    JsonNode message = hub.message(instance, lost.at("/data/key/id").asText());
    assertThat(message.path("kind").asText()).isEqualTo("audio");
    JsonNode progress = hub.get("/api/reconciliations?instance=" + instance).at("/items/0");
    assertThat(progress.path("seen").asInt()).isEqualTo(2);
    assertThat(progress.path("missing").asInt()).isEqualTo(1);
    assertThat(hub.get("/api/messages?instance=" + instance).path("items")).hasSize(2);
  }

  @Test
  void aSilenceIsFoundByTheClock() {
    hub.post(sample("01-text-conversation.json"));
    jdbc.sql("update event set received_at = now() - interval '1 hour' where instance = :instance")
        .param("instance", instance)
        .update();
    ObjectNode lost = sample("07-audio-ptt-ogg-opus.json");
    ((ObjectNode) lost.path("data"))
        .put("messageTimestamp", Instant.now().minus(Duration.ofMinutes(30)).getEpochSecond());
    evolutionKnows(lost);

    // What the clock does once a minute.
    ((Runnable) camel.getRoute("open-reconciliations").getConsumer()).run();

    hub.message(instance, lost.at("/data/key/id").asText());
  }

  @Test
  void aMessageWithoutItsContentOrItsMediaIsAskedForAgain() {
    ObjectNode placeholder = sample("12d-view-once-unavailable-placeholder.json");
    ObjectNode text = sample("01-text-conversation.json");
    Webhooks.key(text).setAll(Webhooks.key(placeholder));
    ObjectNode image = sample("05a-image-encrypted-evo-le-2.3.2-base64-strings.json");
    hub.post(placeholder);
    hub.post(image);
    JsonNode stored = hub.attachment(instance, "STORED");
    forgetMedia(UUID.fromString(stored.path("id").asText()));
    evolutionKnows(text);
    evolutionKnows(image);

    request();

    hub.attachment(instance, "STORED");
    JsonNode filled = hub.message(instance, Webhooks.key(text).path("id").asText());
    assertThat(filled.path("kind").asText()).isEqualTo("text");
  }

  /** As if it had never been told of. */
  private void forgetMedia(UUID attachment) {
    jdbc.sql("delete from event where instance = :instance").param("instance", instance).update();
    // Its thumbnail may be recorded at the same moment.
    Awaitility.await()
        .ignoreException(PessimisticLockingFailureException.class)
        .until(
            () ->
                jdbc.sql("delete from attachment where id = :id").param("id", attachment).update()
                    == 1);
  }

  @Test
  void pagesAreAskedForWithAPauseBetweenThem() {
    ObjectNode text = sample("01-text-conversation.json");
    for (int i = 0; i < 120; i++) {
      Webhooks.key(text).put("id", "3EB0PAGE%04d".formatted(i));
      evolutionKnows(text.deepCopy());
    }

    request();

    String path = "/api/reconciliations?instance=" + instance;
    JsonNode done = hub.until(path, answer -> answer.at("/items/0/state").asText().equals("done"));
    assertThat(done.at("/items/0/seen").asInt()).isEqualTo(120);
    List<Instant> calls =
        STAND_IN.calls().stream()
            .filter(call -> call.path().equals("/chat/findMessages/" + instance))
            .map(Call::at)
            .toList();
    assertThat(calls).hasSize(3);
    for (int i = 1; i < calls.size(); i++) {
      assertThat(Duration.between(calls.get(i - 1), calls.get(i)))
          .isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }
  }

  @Test
  void evolutionThatDoesNotAnswerIsAskedAgain() {
    ObjectNode lost = sample("05a-image-encrypted-evo-le-2.3.2-base64-strings.json");
    evolutionKnows(lost);
    STAND_IN.fault(Fault.status("/chat/findMessages/" + instance, 500).times(1));

    request();

    hub.message(instance, lost.at("/data/key/id").asText());
    assertThat(STAND_IN.count("POST /chat/findMessages/" + instance)).isEqualTo(2);
  }

  @Test
  void anAnswerThatListsNoMessagesIsNoProofThatNoneIsMissing() {
    ObjectNode lost = sample("05a-image-encrypted-evo-le-2.3.2-base64-strings.json");
    evolutionKnows(lost);
    STAND_IN.fault(
        Fault.status("/chat/findMessages/" + instance, 200)
            .body("<html>Back soon</html>")
            .times(1));

    request();

    hub.message(instance, lost.at("/data/key/id").asText());
    assertThat(STAND_IN.count("POST /chat/findMessages/" + instance)).isEqualTo(2);
  }

  @Test
  void whatEvolutionRefusesForGoodIsParkedWithItsReason() {
    hub.post(sample("01-text-conversation.json"));
    STAND_IN.fault(
        Fault.status("/chat/findMessages/" + instance, 400)
            .body("{\"response\":{\"message\":[[\"where requires property \\\"key\\\"\"]]}}"));

    request();

    String path = "/api/reconciliations?instance=" + instance;
    JsonNode failed =
        Awaitility.await()
            .until(
                () -> hub.get(path).at("/items/0"),
                item -> item.path("state").asText().equals("failed"));
    assertThat(failed.path("lastError").asText()).contains("requires property");
    assertThat(
            hub.get("/api/parked?kind=reconcile_messages&limit=200")
                .findValuesAsText("reason")
                .toString())
        .contains("requires property");

    STAND_IN.clearFaults();
    request();

    hub.until(path, answer -> answer.at("/items/0/state").asText().equals("done"));
    assertThat(hub.get("/api/parked?kind=reconcile_messages&limit=200").findValuesAsText("subject"))
        .doesNotContain(failed.path("id").asText());
  }

  @Test
  void aPageThatTheDatabaseDoesNotTakeIsGoneThroughAgain() {
    ObjectNode lost = sample("07-audio-ptt-ogg-opus.json");
    evolutionKnows(lost);
    String condition = "new.instance = '" + instance + "' and new.page > old.page";
    try (Refusal refusal = new Refusal(jdbc, "update", "reconciliation", condition)) {
      request();
      hub.message(instance, lost.at("/data/key/id").asText());
      Awaitility.await()
          .untilAsserted(
              () -> {
                JobRow deferred = job();
                assertThat(deferred.lastError()).contains("update reconciliation");
                assertThat(deferred.attempts()).isZero();
              });
      assertThat(refusal).isNotNull();
    }

    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(
                        hub.get("/api/reconciliations?instance=" + instance)
                            .at("/items/0/state")
                            .asText())
                    .isEqualTo("done"));
    assertThat(hub.get("/api/messages?instance=" + instance).path("items")).hasSize(1);
  }

  @Test
  void aMessageThatTheDatabaseDoesNotTakeNowIsAskedForAgain() {
    ObjectNode lost = sample("01-text-conversation.json");
    String id = "3EB0LATER" + instance;
    Webhooks.key(lost).put("id", id);
    evolutionKnows(lost);
    try (Refusal refusal =
        new Refusal(jdbc, "insert", "message", "new.whatsapp_id = '" + id + "'")) {
      request();
      JobRow deferred = job();
      assertThat(deferred.lastError()).contains("SQLException");
      assertThat(deferred.attempts()).isZero();
      assertThat(parkedEvents()).isEmpty();
      assertThat(refusal).isNotNull();
    }

    hub.message(instance, id);
    assertThat(parkedEvents()).isEmpty();
  }

  @Test
  void aMessageThatNobodyCanTakeInIsParkedAndHoldsUpNoOther() {
    ObjectNode unfit = sample("01-text-conversation.json");
    String id = "3EB0UNFIT" + instance;
    Webhooks.key(unfit).put("id", id);
    ObjectNode lost = sample("07-audio-ptt-ogg-opus.json");
    evolutionKnows(unfit);
    evolutionKnows(lost);
    // As PostgreSQL says of a row that is too large for an index, now and ever after.
    String condition = "new.whatsapp_id = '" + id + "'";
    try (Refusal refusal = new Refusal(jdbc, "insert", "message", condition, "54000")) {
      request();

      assertThat(done().path("missing").asInt()).isEqualTo(2);
      hub.message(instance, lost.at("/data/key/id").asText());
      JsonNode parked = parkedEvents().get(0);
      assertThat(parked.path("reason").asText()).doesNotContain(id);

      String first = done().path("startedAt").asText();
      request();

      assertThat(doneAfter(first).path("missing").asInt()).isEqualTo(1);
      assertThat(parkedEvents()).containsExactly(parked);
      assertThat(refusal).isNotNull();
    }
    hub.apiPost("/api/parked/" + parkedEvents().get(0).path("id").asText() + "/replay", "");

    hub.message(instance, id);
    Awaitility.await().until(() -> parkedEvents().isEmpty());
    assertThat(hub.messages(instance)).hasSize(2);
  }

  private List<JsonNode> parkedEvents() {
    return hub.items("/api/parked?kind=accept_event").stream()
        .filter(parked -> parked.path("instance").asText().equals(instance))
        .toList();
  }

  private JsonNode done() {
    return doneAfter("");
  }

  /** The instance's reconciliation, once it is done and began after another. */
  private JsonNode doneAfter(String started) {
    return Awaitility.await()
        .until(
            () -> hub.get("/api/reconciliations?instance=" + instance).at("/items/0"),
            item ->
                item.path("state").asText().equals("done")
                    && item.path("startedAt").asText().compareTo(started) > 0);
  }

  private JobRow job() {
    UUID id =
        jdbc.sql("select id from reconciliation where instance = :instance")
            .param("instance", instance)
            .query(UUID.class)
            .single();
    return JobRow.until(jdbc, "reconcile_messages", id, job -> job.lastError() != null);
  }

  private void request() {
    String since = HubClient.encode(Instant.now().minus(Duration.ofDays(2)).toString());
    assertThat(
            hub.apiPost("/api/reconciliations?instance=" + instance + "&since=" + since, "")
                .statusCode())
        .isEqualTo(202);
  }

  private void evolutionKnows(JsonNode webhook) {
    STAND_IN.message(instance, webhook.path("data"));
  }
}
