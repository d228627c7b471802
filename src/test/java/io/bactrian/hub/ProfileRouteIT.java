package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.standin.Fault;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The picture of a person is asked for when they are first seen. */
class ProfileRouteIT extends HubTest {

  private static final String KIND = "fetch_profile_pic";
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private String chat;

  @BeforeEach
  void ownChat() {
    chat = "1556%07d@s.whatsapp.net".formatted(NUMBERS.incrementAndGet());
  }

  @Test
  void theFirstMessageBringsThePictureOnce() {
    STAND_IN.picture(chat, "https://pps.whatsapp.net/a.jpg");
    UUID conversation = write("first");

    assertThat(done(conversation).attempts()).isEqualTo(1);
    write("second");

    assertThat(conversation(conversation).path("pictureUrl").asText())
        .isEqualTo("https://pps.whatsapp.net/a.jpg");
    assertThat(calls()).isEqualTo(1);
    assertThat(STAND_IN.count("^GET /chat/fetchProfilePictureUrl/")).isZero();
  }

  @Test
  void noPictureNowIsNoFailure() {
    STAND_IN.picture(chat, "");

    UUID conversation = write("first");

    assertThat(done(conversation).attempts()).isEqualTo(1);
    assertThat(conversation(conversation).path("pictureUrl").isNull()).isTrue();
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

  private long calls() {
    return STAND_IN.count("^POST " + path());
  }

  private String path() {
    return "/chat/fetchProfilePictureUrl/" + instance + "$";
  }
}
