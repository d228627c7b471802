package io.bactrian.hub;

import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.standin.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a later webhook tells of a media file that is not stored yet is taken over. */
class RefreshedMediaRouteIT extends MediaRouteTest {

  @Test
  void anAddressThatComesDuringTheLastClimbIsTriedAtOnce() {
    STAND_IN.fault(Fault.hang(path("url")).times(1));
    STAND_IN.fault(Fault.status(path("url"), 410));
    evolutionHasNot();
    ObjectNode webhook = expired("url");
    hub.post(webhook);
    UUID attachment = id(hub.attachment(instance, "PENDING"));
    Awaitility.await().until(() -> fetched("url") == 1);

    ((ObjectNode) webhook.at("/data/message"))
        .put("mediaUrl", STAND_IN.baseUrl() + path("mediaUrl"));
    hub.post(webhook);

    JsonNode stored = hub.attachment(instance, "STORED");
    assertThat(stored.path("source").asText()).isEqualTo("mediaUrl");
    assertThat(JobRow.until(jdbc, KIND, attachment, JobRow::isDone).attempts()).isEqualTo(1);
  }

  @Test
  void aMediaThatCameWithoutItsKeyIsStoredWhenItComesWhole() {
    evolutionHasNot();
    ObjectNode whole = webhook("url");
    ObjectNode keyless = expired("url");
    Webhooks.key(keyless).put("id", Webhooks.key(whole).get("id").asText());
    Webhooks.content(keyless, "imageMessage").put("mediaKey", "");
    hub.post(keyless);
    hub.attachment(instance, "PARKED");

    hub.post(whole);

    JsonNode stored = hub.attachment(instance, "STORED");
    assertThat(stored.path("source").asText()).isEqualTo("url");
    assertThat(hub.content(id(stored))).isEqualTo(photo);
  }

  @Test
  void anAddressThatComesWhileItWaitsIsTriedAtOnce() {
    STAND_IN.fault(Fault.status(path("url"), 503));
    STAND_IN.fault(Fault.status(evolution(), 503));
    ObjectNode webhook = webhook("url");
    hub.post(webhook);
    UUID attachment = id(attachment(each -> each.path("attempts").asInt() >= 1));
    JobRow.until(jdbc, KIND, attachment, job -> postponed(attachment));

    ((ObjectNode) webhook.at("/data/message"))
        .put("mediaUrl", STAND_IN.baseUrl() + path("mediaUrl"));
    hub.post(webhook);

    JsonNode stored = hub.attachment(instance, "STORED");
    assertThat(stored.path("source").asText()).isEqualTo("mediaUrl");
  }

  /** Whether it now waits for an hour, be it for its instance. */
  private boolean postponed(UUID attachment) {
    return jdbc.sql(
                """
                update job set next_attempt_at = now() + interval '1 hour', queued_at = null,
                  waits_for = :instance
                where subject = :id and claimed_by is null and state = 'pending'""")
            .param("id", attachment)
            .param("instance", instance)
            .update()
        == 1;
  }

  @Test
  void aLinkThatLastsLongerExtendsTheTimeOfTheJob() {
    STAND_IN.fault(Fault.status("/" + instance + "/", 503).retryAfter("60"));
    STAND_IN.fault(Fault.status(evolution(), 503));
    Instant now = Instant.now();
    ObjectNode webhook = webhook("url");
    hub.post(lasting(webhook, now.plus(Duration.ofDays(1))));
    UUID attachment = id(attachment(each -> each.path("attempts").asInt() >= 1));

    hub.post(lasting(webhook, now.plus(Duration.ofDays(9))));
    hub.post(lasting(webhook, now.plus(Duration.ofDays(2))));

    Instant expected = now.plus(Duration.ofDays(9));
    JsonNode waiting = hub.get("/api/attachments/" + attachment);
    assertThat(Instant.parse(waiting.path("expiresAt").asText()))
        .isCloseTo(expected, within(2, SECONDS));
    for (String table : List.of("job where subject", "attachment where id")) {
      assertThat(
              jdbc.sql("select expires_at from " + table + " = :id")
                  .param("id", attachment)
                  .query(OffsetDateTime.class)
                  .single()
                  .toInstant())
          .isCloseTo(expected, within(2, SECONDS));
    }
    assertThat(
            jdbc.sql("select url from attachment where id = :id")
                .param("id", attachment)
                .query(String.class)
                .single())
        .endsWith(oe(expected));
  }

  private ObjectNode lasting(ObjectNode webhook, Instant end) {
    ObjectNode copy = webhook.deepCopy();
    Webhooks.content(copy, "imageMessage").put("url", STAND_IN.baseUrl() + path("url") + oe(end));
    return copy;
  }

  private static String oe(Instant end) {
    return "?oe=" + Long.toHexString(end.getEpochSecond());
  }
}
