package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.standin.Content;
import io.bactrian.embedded.standin.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;

/** A lane that loses what waits in it loses nothing: the ledger brings it back. */
class LostLaneIT extends SendMessageTest {

  private static final int MORE_THAN_WORKERS = 16;
  private static final int MORE_THAN_A_CHATS_ROOM = 30;
  private static final String WAITING = "process_incoming_media.waiting";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Autowired private StringRedisTemplate redis;
  @Autowired private AmqpAdmin rabbit;

  @Test
  void messagesOfADeletedRedisListAreSentOnceEach() {
    String calls = "/message/sendText/" + instance;
    STAND_IN.fault(Fault.delay(calls, Duration.ofSeconds(1)).times(10));
    List<UUID> messages = new ArrayList<>();
    for (int i = 0; i < MORE_THAN_WORKERS; i++) {
      // A chat each: of one chat's messages only the first would wait in the lane. And several
      // instances, or workers would be kept free for others.
      ownNumber();
      messages.add(send(text("Message " + i).put("instance", instance + i % 4)));
    }
    String lists = "bactrian:{" + KIND + "}:jobs*";
    Set<String> lost =
        Awaitility.await().atMost(PATIENCE).until(() -> redis.keys(lists), keys -> !keys.isEmpty());

    redis.delete(lost);
    dueAtOnce(KIND);

    for (UUID message : messages) {
      message(message, "SENT");
    }
    assertThat(STAND_IN.sends())
        .filteredOn(call -> call.path().contains(calls))
        .hasSize(MORE_THAN_WORKERS);
  }

  @Test
  void mediaOfAPurgedQueueAreStored() {
    String held = "/" + instance + "/held.jpg";
    STAND_IN.put(held, Content.of(STAND_IN.sample("image")), "image/jpeg");
    STAND_IN.fault(Fault.delay(held, Duration.ofSeconds(1)).times(8));
    for (int i = 0; i < MORE_THAN_A_CHATS_ROOM; i++) {
      hub.post(image(held));
    }
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> rabbit.getQueueInfo(WAITING).getMessageCount() > 0);

    rabbit.purgeQueue("process_incoming_media", false);
    rabbit.purgeQueue(WAITING, false);
    dueAtOnce("process_incoming_media");

    hub.until(
        "/api/attachments?status=STORED&instance=" + instance,
        answer -> answer.path("items").size() == MORE_THAN_A_CHATS_ROOM);
  }

  private ObjectNode image(String path) {
    ObjectNode webhook = sample("05a-image-encrypted-evo-le-2.3.2-base64-strings.json");
    Webhooks.key(webhook).put("id", "AC" + UUID.randomUUID());
    Webhooks.content(webhook, "imageMessage").remove(List.of("url", "directPath"));
    ((ObjectNode) webhook.at("/data/message")).put("mediaUrl", STAND_IN.baseUrl() + path);
    return webhook;
  }

  /** What waits in a lane is due again after a minute or so. */
  private void dueAtOnce(String kind) {
    jdbc.sql(
            """
            update job set next_attempt_at = now()
            where kind = :kind and state = 'pending' and claimed_by is null""")
        .param("kind", kind)
        .update();
  }
}
