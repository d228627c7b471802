package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.embedded.standin.Fault;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A stored media is read back; one that is not what it was is fetched again, or shown as lost. */
class ScrubbedMediaRouteIT extends MediaRouteTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Autowired private S3Client s3;

  @Value("${bactrian.s3.bucket}")
  private String bucket;

  private UUID attachment;
  private String key;

  @BeforeEach
  void oneIsStored() {
    hub.post(webhook("url"));
    attachment = id(hub.attachment(instance, "STORED"));
    key =
        jdbc.sql("select object_key from attachment where id = :id")
            .param("id", attachment)
            .query(String.class)
            .single();
  }

  @Test
  void oneThatIsWhatItWasShowsWhenItWasChecked() {
    scrub();

    JsonNode checked = attachment(one -> one.hasNonNull("checkedAt"));
    assertThat(checked.path("status").asText()).isEqualTo("STORED");
    assertThat(checked.path("damage").isNull()).isTrue();
    assertThat(fetched("url")).isEqualTo(1);
  }

  @Test
  void anAlteredOneIsFetchedAgainAndReplaced() {
    put(new byte[] {1, 2, 3});

    scrub();

    attachment(one -> fetched("url") == 2 && one.path("status").asText().equals("STORED"));
    JsonNode repaired = hub.attachment(instance, "STORED");
    assertThat(repaired.path("damage").isNull()).isTrue();
    assertThat(repaired.path("lastError").isNull()).isTrue();
    assertThat(hub.content(attachment)).isEqualTo(photo);
  }

  @Test
  void aMissingOneWhoseSourcesAreGoneIsParkedAndSaysWhatItMisses() {
    lose();

    JsonNode lost = hub.attachment(instance, "PARKED");
    assertThat(lost.path("damage").asText()).isEqualTo("MISSING");
    assertThat(lost.path("sha256").asText()).hasSize(64);
    assertThat(parked(attachment).path("reason").asText()).contains("url: HTTP 404");
    assertThat(hub.send(hub.api("/api/attachments/" + attachment + "/content").GET()).statusCode())
        .isEqualTo(409);
  }

  @Test
  void aReplayFindsOneThatWasPutBack() {
    lose();
    hub.attachment(instance, "PARKED");
    put(photo);

    hub.apiPost("/api/parked/" + attachment + "/replay", "");

    JsonNode whole = hub.attachment(instance, "STORED");
    assertThat(whole.path("damage").isNull()).isTrue();
    assertThat(hub.content(attachment)).isEqualTo(photo);
  }

  @Test
  void oneThatCanNotBeJudgedNowIsReadAgainLater() {
    String checked = "new.id = '%s' and new.checked_at is not null".formatted(attachment);
    try (Refusal refusal = new Refusal(jdbc, "update", "attachment", checked)) {
      stand();
      Awaitility.await("postponed")
          .atMost(PATIENCE)
          .until(
              () ->
                  jdbc.sql("select failures = 1 and lease is null and next_at > now() from scrub")
                      .query(Boolean.class)
                      .single());
      assertThat(refusal).isNotNull();
    }
    JsonNode unjudged = hub.attachment(instance, "STORED");
    assertThat(unjudged.path("damage").isNull()).isTrue();
    assertThat(unjudged.path("checkedAt").isNull()).isTrue();

    jdbc.sql("update scrub set next_at = now()").update();

    attachment(one -> one.hasNonNull("checkedAt"));
    assertThat(fetched("url")).isEqualTo(1);
  }

  private void lose() {
    s3.deleteObject(gone -> gone.bucket(bucket).key(key));
    STAND_IN.fault(Fault.status("/" + instance + "/", 404));
    evolutionHasNot();
    scrub();
  }

  private void put(byte[] bytes) {
    s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(bytes));
  }

  /** Returns when the scrub has read this test's media. */
  private void scrub() {
    stand();
    Awaitility.await("scrubbed")
        .atMost(PATIENCE)
        .until(
            () ->
                jdbc.sql("select position_id = :id from scrub")
                    .param("id", attachment)
                    .query(Boolean.class)
                    .single());
  }

  /** The scrub stands before this test's media. */
  private void stand() {
    jdbc.sql(
            """
            update scrub set next_at = now(), lease = null, leased_until = null, failures = 0,
              position_at = (select created_at from attachment where id = :id),
              position_id = '00000000-0000-0000-0000-000000000000'""")
        .param("id", attachment)
        .update();
  }
}
