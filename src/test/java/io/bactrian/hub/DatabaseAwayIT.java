package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.job.DatabaseWatch;
import io.bactrian.lane.RabbitTopology;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessResourceFailureException;

/** As far as a program with one database can show it; the fault suite stops a real one. */
class DatabaseAwayIT extends HubTest {

  @Autowired private DatabaseWatch database;
  @Autowired private RabbitTemplate rabbit;

  @BeforeEach
  void theDatabaseDoesNotAnswer() {
    database.note(new DataAccessResourceFailureException("away"));
  }

  @Test
  void aWebhookIsAcceptedByTheBrokerAndTakenInLater() {
    ObjectNode webhook = sample("05a-image-encrypted-evo-le-2.3.2-base64-strings.json");

    JsonNode answer = hub.post(webhook);

    assertThat(answer.path("status").asText()).isEqualTo("accepted");
    hub.message(instance, webhook.at("/data/key/id").asText());
    hub.attachment(instance, "STORED");
    assertThat(events(answer.path("event").asText())).isOne();
  }

  @Test
  void inlineMediaGoesToStorageAndNotThroughTheBroker() {
    ObjectNode webhook = sample("04-image-base64-inline.json");

    hub.post(webhook);

    assertThat(hub.attachment(instance, "STORED").path("source").asText()).isEqualTo("base64");
  }

  @Test
  void aBodyThatIsNotUnderstoodIsParkedLater() {
    String body = "{\"instance\":\"" + instance + "\",\"broken\"";

    JsonNode answer = hub.read(hub.deliver(body.getBytes(StandardCharsets.UTF_8)).body());

    assertThat(answer.path("status").asText()).isEqualTo("accepted");
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(
                        hub.get("/api/parked?kind=accept_event&limit=200").findValuesAsText("id"))
                    .contains(answer.path("event").asText()));
    assertThat(hub.parkedEvent(answer.path("event").asText()).path("reason").asText())
        .isNotEmpty()
        .doesNotContain("Exception");
  }

  @Test
  void theSameWebhookTwiceIsOneMessage() {
    ObjectNode webhook = sample("01-text-conversation.json");
    hub.post(webhook);
    hub.post(webhook);

    hub.message(instance, webhook.at("/data/key/id").asText());
    assertThat(hub.get("/api/messages?instance=" + instance).path("items")).hasSize(1);
  }

  @Test
  void theQueueKeepsTheOrderOfAChat() {
    List<String> posted = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      // Or a slow machine would find it back half way, and the rest would overtake.
      theDatabaseDoesNotAnswer();
      ObjectNode webhook = sample("01-text-conversation.json");
      Webhooks.key(webhook).put("id", "AC" + UUID.randomUUID());
      posted.add(hub.post(webhook).path("event").asText());
    }

    Awaitility.await().untilAsserted(() -> assertThat(inOrder()).hasSameSizeAs(posted));
    assertThat(inOrder()).isEqualTo(posted);
  }

  private List<String> inOrder() {
    return jdbc.sql("select id::text from event where instance = :instance order by received_at")
        .param("instance", instance)
        .query(String.class)
        .list();
  }

  @Test
  void anEventTooLargeForTheBrokerStaysWithItsSender() {
    ObjectNode webhook = sample("01-text-conversation.json");
    ((ObjectNode) webhook.at("/data/message")).put("conversation", "a".repeat(600_000));

    HttpResponse<String> answer = hub.deliver(webhook.toString().getBytes(StandardCharsets.UTF_8));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.body()).contains("Service Unavailable");
  }

  @Test
  void aForeignMessageAmongTheShelteredIsKeptRawAndHoldsUpNobody() {
    String foreign = "not of ours " + instance;
    rabbit.convertAndSend(
        RabbitTopology.JOBS,
        RabbitTopology.WEBHOOK_EVENTS,
        foreign.getBytes(StandardCharsets.UTF_8));
    ObjectNode webhook = sample("01-text-conversation.json");
    hub.post(webhook);

    hub.message(instance, webhook.at("/data/key/id").asText());
    UUID kept = UUID.nameUUIDFromBytes(foreign.getBytes(StandardCharsets.UTF_8));
    assertThat(hub.get("/api/parked?kind=accept_event&limit=200").findValuesAsText("id"))
        .contains(kept.toString());
  }

  private int events(String id) {
    return jdbc.sql("select count(*) from event where id = :id")
        .param("id", UUID.fromString(id))
        .query(Integer.class)
        .single();
  }
}
