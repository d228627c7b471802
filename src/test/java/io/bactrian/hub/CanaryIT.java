package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import io.bactrian.embedded.standin.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.camel.Route;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Secrets, numbers and texts that were planted come out nowhere but in the API and the database.
 */
class CanaryIT extends ObservedHubTest {

  private static final String NUMBER = "5511987650001";
  private static final String GROUP = "5511987650002-1400000000";
  private static final String TEXT = "Canary-text-91c4";
  private static final String NAME = "Canary-name-41d0";
  private static final String LINK = "Canary-link-e5a9";
  private static final String INSTANCE_KEY = "Canary-instance-key-77bb";

  private static final String MEDIA = "process_incoming_media";
  private static final List<String> FAST =
      List.of("fetch_profile_pic", "fetch_group_info", "send_message");

  private static final List<String> CANARIES =
      List.of(
          WEBHOOK_TOKEN,
          JWT_KEY,
          API_TOKEN,
          EVOLUTION_KEY,
          INSTANCE_KEY,
          NUMBER,
          GROUP.substring(0, 13),
          TEXT,
          NAME,
          LINK,
          "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");

  @Autowired private RabbitTemplate rabbit;
  @Autowired private StringRedisTemplate redis;

  @Test
  void noLogMetricTraceOrJobTellsThem(CapturedOutput output) throws Exception {
    List<String> takers = takers();
    assertThat(takers).hasSizeGreaterThanOrEqualTo(4);
    for (String route : takers) {
      // One that is stopped is started again by the program.
      camel.getRouteController().suspendRoute(route);
    }
    plant();
    List<String> jobs = laneMessages();
    for (String route : takers) {
      camel.getRouteController().resumeRoute(route);
    }
    hub.attachment("canary", "STORED");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                jdbc.sql("select count(*) from job where state = 'pending'")
                        .query(Integer.class)
                        .single()
                    <= 1);

    assertThat(jobs).hasSizeGreaterThanOrEqualTo(4).allSatisfy(CanaryIT::isFreeOfThem);
    Awaitility.await().until(() -> !spans.getFinishedSpanItems().isEmpty());
    spans.getFinishedSpanItems().forEach(span -> isFreeOfThem(span.toString()));
    isFreeOfThem(Scrape.of(hub, managementPort).text());
    jdbc.sql("select cast(job as text) from job")
        .query(String.class)
        .list()
        .forEach(CanaryIT::isFreeOfThem);
    jdbc.sql("select reason from event where reason is not null")
        .query(String.class)
        .list()
        .forEach(CanaryIT::isFreeOfThem);
    assertThat(output.toString()).contains("claimed", "parked");
    for (String line : output.toString().split("\n", -1)) {
      isFreeOfThem(line);
    }
  }

  /** The routes inside the Kamelets that take from the lanes. */
  private List<String> takers() {
    return camel.getRoutes().stream()
        .filter(
            route ->
                route
                    .getEndpoint()
                    .getEndpointUri()
                    .matches("scheduler:.*fast-lane-.*|spring-rabbitmq:.*process_incoming_media.*"))
        .map(Route::getId)
        .toList();
  }

  /** Everything that may go well or wrong with them. */
  private void plant() {
    STAND_IN.webhook(
        "canary",
        json.createObjectNode()
            .put("enabled", true)
            .put("url", "https://user:" + LINK + "@other.example/?x=" + LINK)
            .set("headers", json.createObjectNode().put("X-Webhook-Token", INSTANCE_KEY)));
    STAND_IN.fault(Fault.status("/o1/|/v/", 500).times(3));
    STAND_IN.fault(
        Fault.status("/message/sendText/", 400)
            .times(1)
            .body(
                """
                {"status":400,"response":{"message":["Connection Closed: %s@s.whatsapp.net"]}}\
                """
                    .formatted(NUMBER)));
    STAND_IN.notOnWhatsApp(NUMBER);

    hub.post(image("canary", NUMBER + "@s.whatsapp.net"));
    hub.post(image("canary", GROUP + "@g.us"));
    hub.post(
        json.createObjectNode()
            .put("event", TEXT)
            .put("instance", "canary")
            .put("data", NUMBER + TEXT));
    ObjectNode unfit = image("canary", NUMBER + "@s.whatsapp.net");
    unfit.putObject("data").put("key", NUMBER).put("message", TEXT);
    hub.post(unfit);
    hub.deliver(
        ("{\"event\":\"messages.upsert\",\"data\":\"" + TEXT).getBytes(StandardCharsets.UTF_8));
    hub.send(
        hub.webhook("/webhooks/evolution", new byte[0])
            .header("Authorization", "Bearer " + INSTANCE_KEY));
    ObjectNode send = json.createObjectNode().put("instance", "canary").put("to", NUMBER);
    assertThat(hub.apiPost("/api/messages", send.put("text", TEXT)).statusCode()).isEqualTo(202);
  }

  private ObjectNode image(String instance, String chat) {
    JsonNode sample = Webhooks.sample(json, "05a-image-encrypted-evo-le-2.3.2-base64-strings.json");
    ObjectNode webhook = ((ObjectNode) sample).put("instance", instance);
    webhook.put("apikey", INSTANCE_KEY).put("sender", NUMBER + "@s.whatsapp.net");
    ((ObjectNode) webhook.path("data")).put("pushName", NAME);
    ObjectNode content = Webhooks.content(webhook, "imageMessage").put("caption", TEXT);
    content.put("url", STAND_IN.baseUrl() + "/o1/v/" + LINK + "?oh=" + LINK);
    return Webhooks.in(webhook, chat, UUID.randomUUID().toString());
  }

  /** What the lanes hold, of each kind at least one, left where it is. */
  private List<String> laneMessages() {
    List<String> media = new ArrayList<>();
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              // Once only: the broker buries what is put back again and again.
              if (media.isEmpty()) {
                rabbit.execute(channel -> media.addAll(look(channel)));
              }
              List<String> messages = new ArrayList<>(media);
              for (String kind : FAST) {
                for (String list : redis.keys("bactrian:{" + kind + "}:jobs*")) {
                  messages.addAll(redis.opsForList().range(list, 0, -1));
                }
              }
              return messages;
            },
            CanaryIT::areOfEachKind);
  }

  private static List<String> look(Channel channel) throws IOException {
    GetResponse got = channel.basicGet(MEDIA, false);
    if (got == null) {
      return List.of();
    }
    channel.basicNack(got.getEnvelope().getDeliveryTag(), false, true);
    Map<String, Object> headers = got.getProps().getHeaders();
    return List.of(new String(got.getBody(), StandardCharsets.UTF_8) + headers);
  }

  private static boolean areOfEachKind(List<String> messages) {
    return Stream.concat(FAST.stream(), Stream.of(MEDIA))
        .allMatch(kind -> messages.stream().anyMatch(each -> each.contains('"' + kind + '"')));
  }

  private static void isFreeOfThem(String text) {
    for (String canary : CANARIES) {
      assertThat(text.contains(canary))
          .as(() -> canary + " in " + text.substring(0, Math.min(600, text.length())))
          .isFalse();
    }
  }
}
