package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.standin.Content;
import io.bactrian.embedded.standin.Fault;
import io.bactrian.storage.ObjectStorage;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A picture is asked for again when it is stale or a webhook tells another, and not otherwise. */
class ChangedProfileIT extends HubTest {

  private static final String KIND = "fetch_profile_pic";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  @Autowired private ObjectStorage storage;

  private String chat;
  private UUID conversation;

  @BeforeEach
  void knownChat() {
    chat = "1557%07d@s.whatsapp.net".formatted(NUMBERS.incrementAndGet());
    STAND_IN.put(path("a"), Content.of(STAND_IN.sample("image")), "image/jpeg");
    STAND_IN.put(path("b"), Content.of(STAND_IN.sample("sticker")), "image/webp");
    STAND_IN.picture(chat, link("a"));
    conversation = write();
    JobRow.until(jdbc, KIND, conversation, JobRow::isDone);
  }

  @Test
  void anotherPictureTakesThePlaceOfTheOldOne() {
    String old = key();
    STAND_IN.picture(chat, link("b") + "?oe=2");

    tell(link("b") + "?oe=1");

    await().atMost(PATIENCE).until(() -> !key().equals(old));
    assertThat(hub.redirected("/api/conversations/" + conversation + "/picture"))
        .isEqualTo(STAND_IN.sample("sticker"));
    await().atMost(PATIENCE).until(() -> !storage.exists(old));
  }

  @Test
  void whatTheWebhookToldIsTakenWhereEvolutionHasNoAnswer() {
    STAND_IN.picture(chat, "");
    jdbc.sql("update conversation set picture_key = null where id = :id")
        .param("id", conversation)
        .update();

    tell(link("b"));

    await().atMost(PATIENCE).until(() -> key() != null);
    assertThat(hub.redirected("/api/conversations/" + conversation + "/picture"))
        .isEqualTo(STAND_IN.sample("sticker"));
  }

  @Test
  void theSamePictureSignedAnewAsksNothing() {
    tell(link("a") + "?oh=other&oe=6B06D270");
    assertThat(jobs()).isEqualTo(1);
  }

  @Test
  void noPictureToldIsNoChange() {
    tell(null);
    assertThat(jobs()).isEqualTo(1);
    assertThat(hub.get("/api/conversations/" + conversation).path("pictureUrl").isNull()).isFalse();
  }

  @Test
  void aStalePictureIsAskedForAtTheNextMessage() {
    stale();

    write();
    await().atMost(PATIENCE).until(() -> calls() == 2);
    JobRow.until(jdbc, KIND, conversation, JobRow::isDone);
    write();

    assertThat(jobs()).isEqualTo(2);
  }

  @Test
  void whatChangesWhileItIsAskedForIsAskedForOnceMore() {
    STAND_IN.fault(Fault.delay("/chat/fetchProfilePictureUrl/" + instance, Duration.ofSeconds(2)));
    stale();
    write();
    await().atMost(PATIENCE).until(() -> calls() == 2);

    tell(link("b"));
    STAND_IN.clearFaults();

    await().atMost(PATIENCE).until(() -> jobs() == 3);
  }

  @Test
  void aChangeDoesNotWaitForTheNextAttempt() {
    stale();
    write();
    JobRow done = JobRow.until(jdbc, KIND, conversation, JobRow::isDone);
    jdbc.sql(
            """
            update job set state = 'pending', last_error = 'HTTP 500', claimed_by = null,
              next_attempt_at = now() + interval '6 hours' where id = :id""")
        .param("id", done.id())
        .update();

    tell(link("b"));

    JobRow.until(jdbc, KIND, conversation, JobRow::isDone);
  }

  @Test
  void whatWasParkedLongAgoIsAskedForAtTheNextMessage() {
    stale();
    jdbc.sql(
            """
            update job set state = 'parked', updated_at = now() - interval '2 days'
            where subject = :id""")
        .param("id", conversation)
        .update();

    write();

    JobRow.until(jdbc, KIND, conversation, JobRow::isDone);
    assertThat(calls()).isEqualTo(2);
  }

  @Test
  void whatWasParkedJustNowIsNot() {
    stale();
    jdbc.sql("update job set state = 'parked', updated_at = now() where subject = :id")
        .param("id", conversation)
        .update();

    write();

    assertThat(JobRow.of(jdbc, KIND, conversation).isParked()).isTrue();
    assertThat(jobs()).isEqualTo(1);
  }

  private void stale() {
    jdbc.sql(
            "update conversation set profile_checked_at = now() - interval '2 days' where id = :id")
        .param("id", conversation)
        .update();
  }

  private void tell(String url) {
    ObjectNode contact = sample("18a-contacts.update-object.json");
    ((ObjectNode) contact.path("data")).put("remoteJid", chat).put("profilePicUrl", url);
    hub.post(contact);
  }

  private UUID write() {
    String id = "AC" + UUID.randomUUID();
    hub.post(Webhooks.in(sample("01-text-conversation.json"), chat, id));
    return UUID.fromString(hub.message(instance, id).path("conversation").asText());
  }

  private String key() {
    return jdbc.sql("select picture_key from conversation where id = :id")
        .param("id", conversation)
        .query(String.class)
        .optional()
        .orElse(null);
  }

  private long jobs() {
    return jdbc.sql("select count(*) from job where subject = :id")
        .param("id", conversation)
        .query(Long.class)
        .single();
  }

  private long calls() {
    return STAND_IN.count("^POST /chat/fetchProfilePictureUrl/" + instance + "$");
  }

  private String path(String name) {
    return "/v/t61.24694-24/" + chat.substring(0, 11) + name + ".jpg";
  }

  private String link(String name) {
    return STAND_IN.baseUrl() + path(name);
  }
}
