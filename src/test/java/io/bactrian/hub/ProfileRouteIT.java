package io.bactrian.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.standin.Content;
import io.bactrian.embedded.standin.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The picture of a person is asked for when they are first seen. */
class ProfileRouteIT extends HubTest {

  private static final String KIND = "fetch_profile_pic";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private String chat;

  @BeforeEach
  void ownChat() {
    chat = "1556%07d@s.whatsapp.net".formatted(NUMBERS.incrementAndGet());
  }

  @Test
  void theFirstMessageBringsThePictureOnce() {
    UUID conversation = write("first");

    assertThat(done(conversation).attempts()).isEqualTo(1);
    write("second");

    assertThat(conversation(conversation).path("pictureUrl").asText())
        .isEqualTo("/api/conversations/" + conversation + "/picture");
    assertThat(hub.redirected("/api/conversations/" + conversation + "/picture"))
        .isEqualTo(STAND_IN.sample("image"));
    assertThat(calls()).isEqualTo(1);
    assertThat(STAND_IN.count("^GET /chat/fetchProfilePictureUrl/")).isZero();
  }

  @Test
  void noPictureNowIsNoFailureAndAskedForAgainWithoutAMessage() {
    STAND_IN.picture(chat, "");
    UUID conversation = write("first");
    assertThat(done(conversation).attempts()).isEqualTo(1);
    assertThat(conversation(conversation).path("pictureUrl").isNull()).isTrue();

    STAND_IN.picture(chat, picture("late"));

    hub.await("/api/conversations/" + conversation, "/pictureUrl");
    assertThat(misses(conversation)).isZero();
  }

  @Test
  void theGapGrowsWithEachAnswerWithoutAPicture() {
    STAND_IN.picture(chat, "");

    UUID conversation = write("first");

    await().atMost(PATIENCE).until(() -> misses(conversation) >= 2);
    assertThat(jobs(conversation)).isLessThanOrEqualTo(misses(conversation) + 1L);
  }

  @Test
  void whoseGapIsOverIsAskedForWhenTheDatabaseTakesIt() {
    STAND_IN.picture(chat, "");
    UUID conversation;
    String condition =
        "old.profile_due_at is not null and new.profile_due_at is null and new.chat = '"
            + chat
            + "'";
    try (Refusal refusal = new Refusal(jdbc, "update", "conversation", condition)) {
      conversation = write("first");
      done(conversation);
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  jdbc.sql("select profile_due_at < now() from conversation where id = :id")
                      .param("id", conversation)
                      .query(Boolean.class)
                      .single());
      assertThat(refusal).isNotNull();
      assertThat(jobs(conversation)).isEqualTo(1);
    }
    await().atMost(PATIENCE).until(() -> jobs(conversation) > 1);
  }

  @Test
  void aPictureThatCanNotBeHadNowIsAskedForAgain() {
    STAND_IN.picture(chat, picture(chat));
    STAND_IN.fault(Fault.status(path("t61", chat), 404).times(1));
    STAND_IN.fault(Fault.status(path("t61", chat), 503).times(1));

    UUID conversation = write("first");

    assertThat(done(conversation).attempts()).isEqualTo(3);
    assertThat(calls()).isEqualTo(3);
    assertThat(conversation(conversation).path("pictureUrl").isNull()).isFalse();
  }

  @Test
  void whatIsNoPictureIsNotCopied() {
    STAND_IN.put(
        "/v/t61.24694-24/page.jpg", Content.of("<html>hello</html>".getBytes(UTF_8)), "image/jpeg");
    STAND_IN.picture(chat, picture("page"));

    JobRow parked = JobRow.until(jdbc, KIND, write("first"), JobRow::isParked);

    assertThat(parked.lastError()).isEqualTo("image announced, bytes are text/html");
  }

  @Test
  void aPictureOnAStrangersHostIsNotFetched() {
    STAND_IN.picture(chat, "http://169.254.169.254/latest/meta-data.jpg");

    JobRow parked = JobRow.until(jdbc, KIND, write("first"), JobRow::isParked);

    assertThat(parked.lastError()).isEqualTo("host refused: 169.254.169.254");
  }

  @Test
  void manyMessagesOfANewChatAtOnceAskOnce() {
    STAND_IN.fault(Fault.delay(path(), Duration.ofMillis(500)).times(1));
    List<CompletableFuture<UUID>> written =
        IntStream.range(0, 60)
            .mapToObj(n -> CompletableFuture.supplyAsync(() -> write("text " + n)))
            .toList();

    Set<UUID> conversations =
        written.stream().map(CompletableFuture::join).collect(Collectors.toSet());

    assertThat(conversations).hasSize(1);
    done(conversations.iterator().next());
    assertThat(calls()).isEqualTo(1);
  }

  @Test
  void aChatThatWeWriteToFirstIsAskedForOnce() {
    for (int i = 0; i < 5; i++) {
      send("text " + i);
    }

    JsonNode asked = hub.conversations(instance).get(0);
    hub.await("/api/conversations/" + asked.path("id").asText(), "/pictureUrl");
    UUID conversation = UUID.fromString(asked.path("id").asText());
    assertThat(done(conversation).attempts()).isEqualTo(1);
    write("an answer");

    assertThat(jobs(conversation)).isEqualTo(1);
    assertThat(calls()).isEqualTo(1);
  }

  @Test
  void whoIsNotOnWhatsAppIsNotAskedFor() {
    STAND_IN.fault(
        Fault.status("/message/sendText/" + instance, 400)
            .body(
                Webhooks.sample(json, "api/send.error.400.number-not-on-whatsapp.json")
                    .toString()));

    hub.until(
        "/api/messages/" + post("first"), sent -> "FAILED".equals(sent.path("status").asText()));

    UUID conversation = UUID.fromString(hub.conversations(instance).get(0).path("id").asText());
    assertThat(jobs(conversation)).isZero();
  }

  private void send(String text) {
    hub.until("/api/messages/" + post(text), sent -> "SENT".equals(sent.path("status").asText()));
  }

  private String post(String text) {
    ObjectNode message = json.createObjectNode().put("instance", instance).put("to", chat);
    return hub.read(hub.apiPost("/api/messages", message.put("text", text)).body())
        .path("id")
        .asText();
  }

  @Test
  void aRefusalThatMayPassIsTriedAgain() {
    STAND_IN.fault(Fault.status(path(), 500).times(2));

    UUID conversation = write("first");

    assertThat(done(conversation).attempts()).isEqualTo(3);
    assertThat(conversation(conversation).path("pictureUrl").asText()).isNotEmpty();
  }

  @Test
  void anAnswerThatBreaksOffIsTriedAgain() {
    STAND_IN.fault(Fault.reset(path(), 0).times(1));

    assertThat(done(write("first")).attempts()).isEqualTo(2);
  }

  @Test
  void aSpentBudgetParksIt() {
    STAND_IN.fault(Fault.status(path(), 500));

    UUID conversation = write("first");

    JobRow parked = JobRow.until(jdbc, KIND, conversation, JobRow::isParked);
    assertThat(parked.attempts()).isEqualTo(3);
    assertThat(parked.lastError()).contains("HTTP 500");
  }

  @Test
  void whatCanNeverBeIsParkedAtOnce() {
    STAND_IN.fault(
        Fault.status(path(), 400)
            .body(Webhooks.sample(json, "api/send.error.400.validation.json").toString()));

    UUID conversation = write("first");

    assertThat(JobRow.until(jdbc, KIND, conversation, JobRow::isParked).attempts()).isEqualTo(1);
    assertThat(calls()).isEqualTo(1);
  }

  @Test
  void aFaultOfTheDatabaseSpendsNoAttempt() {
    UUID conversation;
    String condition = "new.profile_checked_at is not null and new.chat = '" + chat + "'";
    try (Refusal refusal = new Refusal(jdbc, "update", "conversation", condition)) {
      conversation = write("first");
      JobRow deferred = JobRow.until(jdbc, KIND, conversation, job -> job.lastError() != null);
      assertThat(deferred.attempts()).isZero();
      assertThat(refusal).isNotNull();
    }
    assertThat(done(conversation).attempts()).isEqualTo(1);
  }

  private UUID write(String text) {
    ObjectNode webhook = sample("01-text-conversation.json");
    String id = "AC" + UUID.randomUUID();
    Webhooks.key(webhook).put("remoteJid", chat).put("id", id).remove("remoteJidAlt");
    ((ObjectNode) webhook.at("/data/message")).put("conversation", text);
    hub.post(webhook);
    return UUID.fromString(hub.message(instance, id).path("conversation").asText());
  }

  private JobRow done(UUID conversation) {
    return JobRow.until(jdbc, KIND, conversation, JobRow::isDone);
  }

  private JsonNode conversation(UUID id) {
    return hub.get("/api/conversations/" + id);
  }

  private int misses(UUID conversation) {
    return jdbc.sql("select profile_misses from conversation where id = :id")
        .param("id", conversation)
        .query(Integer.class)
        .single();
  }

  private long jobs(UUID conversation) {
    return jdbc.sql("select count(*) from job where subject = :id")
        .param("id", conversation)
        .query(Long.class)
        .single();
  }

  private static String picture(String name) {
    return STAND_IN.baseUrl() + "/v/t61.24694-24/" + name + ".jpg";
  }

  private static String path(String part, String name) {
    return "/v/" + part + ".*" + name;
  }

  private long calls() {
    return STAND_IN.count("^POST " + path());
  }

  private String path() {
    return "/chat/fetchProfilePictureUrl/" + instance + "$";
  }
}
