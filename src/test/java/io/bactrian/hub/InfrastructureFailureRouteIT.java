package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.embedded.standin.Fault;
import io.bactrian.storage.ObjectKey;
import io.bactrian.storage.ObjectStorage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Infrastructure failures are waited for: they spend no attempt and kill no rung. */
class InfrastructureFailureRouteIT extends MediaRouteTest {

  @Autowired private ObjectStorage storage;

  @Test
  void whatTheDatabaseRefusesIsRolledBackAsOneAndStoredOnceLater() throws Exception {
    String condition = "new.status = 'STORED' and new.url like '%" + path("url") + "'";
    UUID attachment;
    try (Refusal refusal = new Refusal(jdbc, "update", "attachment", condition)) {
      hub.post(webhook("url"));
      attachment = id(hub.attachment(instance, "PENDING"));

      JobRow deferred = JobRow.until(jdbc, KIND, attachment, job -> job.lastError() != null);

      assertThat(deferred.state()).isEqualTo("pending");
      assertThat(deferred.attempts()).isZero();
      assertThat(deferred.lastError()).contains("refused by a test");
      assertThat(storage.exists(key())).isTrue();
      JsonNode waiting = hub.get("/api/attachments/" + attachment);
      assertThat(waiting.path("status").asText()).isEqualTo("PENDING");
      assertThat(waiting.path("source").isNull()).isTrue();
      assertThat(refusal).isNotNull();
    }

    hub.attachment(instance, "STORED");
    JobRow done = JobRow.until(jdbc, KIND, attachment, JobRow::isDone);
    assertThat(done.attempts()).isEqualTo(1);
    assertThat(hub.content(attachment)).isEqualTo(photo);
  }

  @Test
  void whatWouldBeRefusedForEverSpendsAttemptsAndIsParkedInTheEnd() {
    String condition = "new.status = 'STORED' and new.url like '%" + path("url") + "'";
    UUID attachment;
    // A data exception: the same row is refused however often it comes.
    try (Refusal refusal = new Refusal(jdbc, "update", "attachment", condition, "22000")) {
      hub.post(webhook("url"));
      attachment = id(hub.attachment(instance, "PENDING"));
      JobRow failed = JobRow.until(jdbc, KIND, attachment, job -> job.attempts() > 0);
      assertThat(failed.lastError()).contains("refused by a test");

      jdbc.sql("update job set expires_at = now() where subject = :id")
          .param("id", attachment)
          .update();

      hub.attachment(instance, "PARKED");
      assertThat(JobRow.of(jdbc, KIND, attachment).isParked()).isTrue();
      assertThat(refusal).isNotNull();
    }

    hub.apiPost("/api/parked/" + JobRow.of(jdbc, KIND, attachment).id() + "/replay", "");

    assertThat(id(hub.attachment(instance, "STORED"))).isEqualTo(attachment);
  }

  @Test
  void aDiskThatTakesNothingIsNoFaultOfTheRung() throws Exception {
    Files.createDirectories(TEMPORARY_MEDIA);
    Path aside = TEMPORARY_MEDIA.resolveSibling(TEMPORARY_MEDIA.getFileName() + "-aside");
    Files.move(TEMPORARY_MEDIA, aside);
    Files.createFile(TEMPORARY_MEDIA);
    UUID attachment;
    try {
      hub.post(webhook("url"));
      attachment = id(hub.attachment(instance, "PENDING"));

      JobRow deferred = JobRow.until(jdbc, KIND, attachment, job -> job.lastError() != null);

      assertThat(deferred.attempts()).isZero();
      assertThat(hub.get("/api/attachments/" + attachment).path("status").asText())
          .isEqualTo("PENDING");
    } finally {
      Files.delete(TEMPORARY_MEDIA);
      Files.move(aside, TEMPORARY_MEDIA);
    }

    assertThat(hub.attachment(instance, "STORED").path("source").asText()).isEqualTo("url");
    assertThat(JobRow.until(jdbc, KIND, attachment, JobRow::isDone).attempts()).isEqualTo(1);
  }

  @Test
  void aMediaThatCanNotEvenBeParkedIsParkedLater() {
    STAND_IN.fault(Fault.status("/" + instance + "/", 404));
    evolutionHasNot();
    UUID attachment;
    String condition = "new.status = 'PARKED' and new.url like '%" + path("url") + "%'";
    try (Refusal refusal = new Refusal(jdbc, "update", "attachment", condition)) {
      hub.post(expired("url"));
      attachment = id(hub.attachment(instance, "PENDING"));
      JobRow deferred = JobRow.until(jdbc, KIND, attachment, job -> job.lastError() != null);
      assertThat(deferred.state()).isEqualTo("pending");
      assertThat(deferred.attempts()).isZero();
      assertThat(refusal).isNotNull();
    }

    hub.attachment(instance, "PARKED");
    assertThat(JobRow.until(jdbc, KIND, attachment, JobRow::isParked).attempts()).isEqualTo(1);
  }

  @Test
  void aRungThatOnlyANewerVersionKnowsIsWaitedFor() {
    hub.post(webhook("url"));
    UUID attachment = id(hub.attachment(instance, "STORED"));
    JobRow.until(jdbc, KIND, attachment, JobRow::isDone);
    rungs(attachment, "newer");
    jdbc.sql("update job set state = 'pending', next_attempt_at = now() where subject = :id")
        .param("id", attachment)
        .update();

    JobRow deferred = JobRow.until(jdbc, KIND, attachment, job -> job.lastError() != null);

    assertThat(deferred.attempts()).isEqualTo(1);
    assertThat(deferred.lastError()).contains("no rung is called newer");
    rungs(attachment, "");
    assertThat(JobRow.until(jdbc, KIND, attachment, JobRow::isDone).attempts()).isEqualTo(2);
  }

  private void rungs(UUID attachment, String dead) {
    jdbc.sql("update attachment set dead_rungs = :dead, status = 'PENDING' where id = :id")
        .param("dead", dead)
        .param("id", attachment)
        .update();
  }

  private String key() throws Exception {
    JsonNode message = hub.await("/api/messages?instance=" + instance, "/items/0");
    return ObjectKey.media(
        instance,
        message.path("chat").asText(),
        message.path("whatsappId").asText(),
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(photo)));
  }
}
