package io.bactrian.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.chat.Change;
import io.bactrian.embedded.standin.Fault;
import io.bactrian.lane.RabbitTopology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.ProducerTemplate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;

/** Downstream systems are told of what was committed, in the JSON of the API. */
class AnnouncementRouteIT extends MediaRouteTest {

  private static final String TEXT = "01-text-conversation.json";
  private static final String PHONE = "15550100123@s.whatsapp.net";

  @Autowired private AmqpAdmin admin;
  @Autowired private RabbitTemplate rabbit;
  @Autowired private ProducerTemplate producer;

  private String queue;

  @BeforeEach
  void listen() {
    queue = "downstream-" + UUID.randomUUID();
    admin.declareQueue(new Queue(queue, false, false, false));
    admin.declareBinding(
        new Binding(queue, Binding.DestinationType.QUEUE, RabbitTopology.EVENTS, "#", null));
  }

  @AfterEach
  void leave() {
    admin.deleteQueue(queue);
  }

  @Test
  void aMessageAndItsMediaAreAnnounced() {
    hub.post(webhook("url"));
    JsonNode stored = hub.attachment(instance, "STORED");

    JsonNode message = announced("message.received");
    assertThat(message.path("id").asText()).isEqualTo(stored.path("message").asText());
    assertThat(message.path("attachments").get(0).path("id")).isEqualTo(stored.path("id"));
    JsonNode announced = announced("attachment.stored");
    assertThat(announced.path("id")).isEqualTo(stored.path("id"));
    assertThat(announced.path("sha256")).isEqualTo(stored.path("sha256"));
    assertThat(announced("attachment.derived"))
        .isEqualTo(hub.get("/api/attachments/" + id(stored)));
  }

  @Test
  void aParkedMediaIsAnnounced() {
    STAND_IN.fault(Fault.status("/" + instance + "/", 410));
    evolutionHasNot();
    hub.post(expired("url"));

    JsonNode parked = announced("attachment.parked");

    assertThat(parked.path("status").asText()).isEqualTo("PARKED");
    assertThat(parked.path("lastError").asText()).contains("url: HTTP 410");
    assertThat(parked).isEqualTo(hub.get("/api/attachments/" + id(parked)));
  }

  @Test
  void aPictureThatWasFetchedIsAnnounced() {
    hub.post(webhook("url"));

    JsonNode conversation = announced("conversation.updated");

    assertThat(conversation.path("pictureUrl").asText()).isNotEmpty();
    assertThat(conversation.path("chat").asText()).endsWith("@s.whatsapp.net");
  }

  @Test
  void whatBecomesOfASentMessageIsAnnounced() {
    hub.apiPost(
        "/api/messages",
        json.createObjectNode()
            .put("instance", instance)
            .put("to", "15570000001")
            .put("text", "Hello"));

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> announced("message.status").path("status").asText().equals("SENT"));
  }

  @Test
  void everyStepOfAMessageIsAnnouncedOnceAndAsItWas() {
    hub.post(sent(PHONE, "A1"));
    for (String status :
        List.of("SERVER_ACK", "DELIVERY_ACK", "DELIVERY_ACK", "READ", "ERROR", "PLAYED")) {
      hub.post(update(PHONE, status));
    }

    assertThat(statuses()).containsExactly("SENT", "DELIVERED", "READ", "PLAYED");
  }

  @Test
  void aRefusedMessageIsAnnouncedOnce() {
    hub.post(sent(PHONE, "A1"));
    hub.post(update(PHONE, "ERROR"));
    hub.post(update(PHONE, "PENDING"));

    assertThat(statuses()).containsExactly("FAILED");
  }

  @Test
  void whatIsMergedOnceANameIsKnownIsAnnounced() {
    hub.post(sent(PHONE, "A1"));
    hub.post(sent("15550100177@s.whatsapp.net", "A1"));
    // Of two messages under an id nobody can tell which one is meant.
    hub.post(update("100000000000001@lid", "READ"));

    hub.post(Webhooks.in(sample(TEXT), PHONE, "100000000000001@lid", "united"));

    assertThat(statuses()).containsExactly("READ");
  }

  @Test
  void twoMessagesThatBecomeOneAreAnnounced() {
    hub.post(sent(PHONE, "A1"));
    hub.post(sent("100000000000001@lid", "A1"));
    hub.post(update("100000000000001@lid", "DELIVERY_ACK"));

    hub.post(Webhooks.in(sample(TEXT), PHONE, "100000000000001@lid", "united"));

    assertThat(statuses()).containsExactly("DELIVERED", "DELIVERED");
  }

  @Test
  void anAnnouncementThatFailsDoesNotStopThoseThatFollow() {
    producer.sendBody("seda:publish-change", new Change(null, "message.status", UUID.randomUUID()));
    producer.sendBody(
        "seda:publish-change", new Change("message", "message.status", UUID.randomUUID()));

    hub.post(webhook("url"));

    assertThat(announced("message.received").path("instance").asText()).isEqualTo(instance);
  }

  private ObjectNode sent(String chat, String id) {
    return Webhooks.in(sample("14b-send.message-after-sendText.json"), chat, id);
  }

  private ObjectNode update(String chat, String status) {
    ObjectNode webhook = sample("17a-messages.update-DELIVERY_ACK.json");
    ((ObjectNode) webhook.path("data"))
        .put("remoteJid", chat)
        .put("keyId", "A1")
        .put("status", status);
    return webhook;
  }

  /**
   * All that was announced as a message's status until now. Those of another routing key may come
   * after the last one: what nobody was bound for a moment ago is held back.
   */
  private List<String> statuses() {
    hub.post(Webhooks.in(sample(TEXT), "15550100199@s.whatsapp.net", "last"));
    List<String> statuses = new ArrayList<>();
    AtomicBoolean last = new AtomicBoolean();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              Message next = rabbit.receive(queue, 1000);
              if (next == null) {
                return last.get();
              }
              JsonNode told = hub.read(new String(next.getBody(), UTF_8));
              if (told.path("instance").asText().equals(instance)
                  && "message.status".equals(next.getMessageProperties().getReceivedRoutingKey())) {
                statuses.add(told.path("status").asText());
              }
              if (told.path("whatsappId").asText().equals("last")
                  && told.path("instance").asText().equals(instance)) {
                last.set(true);
              }
              return false;
            });
    return statuses;
  }

  /** The next announcement of this test's instance under a routing key. */
  private JsonNode announced(String routingKey) {
    return Awaitility.await(routingKey)
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              Message next = rabbit.receive(queue, 1000);
              return next != null
                      && routingKey.equals(next.getMessageProperties().getReceivedRoutingKey())
                  ? hub.read(new String(next.getBody(), UTF_8))
                  : json.missingNode();
            },
            announcement -> announcement.path("instance").asText().equals(instance));
  }
}
