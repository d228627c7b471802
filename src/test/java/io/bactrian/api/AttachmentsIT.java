package io.bactrian.api;

import static io.bactrian.api.Ledger.NOON;
import static io.bactrian.api.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading attachments and getting at their bytes. */
class AttachmentsIT {

  private static final String MEDIA = "process_incoming_media";

  private final ConsoleServer server = ConsoleServer.shared();
  private final Ledger ledger = server.emptyLedger();
  private final Api api = server.api();

  @Test
  void aPendingAttachmentShowsTheStateOfItsNewestJob() {
    UUID attachment = attachment("PENDING");
    UUID old = ledger.job(MEDIA, attachment, "done");
    ledger.sql(
        "update job set created_at = created_at - interval '1 day', attempts = 9 where id = ?",
        old);
    ledger.job(MEDIA, attachment, "pending");

    JsonNode body = get(attachment);

    assertThat(body.path("attempts").asInt()).isEqualTo(3);
    assertThat(body.path("nextAttemptAt").asText()).endsWith("Z");
    assertThat(body.path("status").asText()).isEqualTo("PENDING");
    assertThat(body.path("kind").asText()).isEqualTo("document");
    assertThat(body.path("fileName").asText()).isEqualTo("contract.pdf");
    assertThat(body.path("mimeType").asText()).isEqualTo("application/pdf");
    for (String absent :
        List.of("size", "sha256", "expiresAt", "source", "thumbnail", "transcoded", "lastError")) {
      assertThat(body.has(absent)).as(absent).isTrue();
      assertThat(body.path(absent).isNull()).as(absent).isTrue();
    }
  }

  @Test
  void aStoredAttachmentShowsWhatCameOfItAndNoNextAttempt() {
    UUID attachment = attachment("PENDING");
    ledger.stored(attachment);
    ledger.job(MEDIA, attachment, "done");

    JsonNode body = get(attachment);

    assertThat(body.path("status").asText()).isEqualTo("STORED");
    assertThat(body.path("size").asLong()).isEqualTo(42);
    assertThat(body.path("sha256").asText()).isEqualTo("abcd");
    assertThat(body.path("source").asText()).isEqualTo("url");
    assertThat(body.path("nextAttemptAt").isNull()).isTrue();
  }

  @Test
  void anAttachmentWithoutAJobWasTriedNoTime() {
    assertThat(get(attachment("PENDING")).path("attempts").asInt()).isZero();
  }

  @Test
  void theListIsNarrowedByStatusAndInstanceAndComesInPages() {
    UUID stored = attachment("PENDING");
    ledger.stored(stored);
    attachment("PENDING");
    attachment("PARKED");

    assertThat(api.get("/api/attachments?status=STORED").items().findValuesAsText("id"))
        .containsExactly(stored.toString());
    assertThat(api.get("/api/attachments?status=stored").items()).hasSize(1);
    assertThat(api.get("/api/attachments?status=").items()).hasSize(3);
    assertThat(api.get("/api/attachments?instance=sales").items()).hasSize(3);
    assertThat(api.get("/api/attachments?instance=support").items()).isEmpty();
    Api.Answer first = api.get("/api/attachments?limit=2");
    Api.Answer second = api.get("/api/attachments?limit=2&cursor=" + first.text("next"));
    assertThat(first.items()).hasSize(2);
    assertThat(second.items()).hasSize(1);
    assertThat(second.text("next")).isNull();
  }

  @Test
  void theContentOfAStoredAttachmentIsALinkThatNoCacheKeeps() {
    UUID attachment = attachment("PENDING");
    ledger.stored(attachment);

    Api.Answer answer = api.get("/api/attachments/" + attachment + "/content");

    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Location")).startsWith("https://s3.example/media/1?");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.body()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"content", "thumbnail", "transcoded"})
  void whatIsNotStoredIsAConflict(String part) {
    assertProblem(
        api.get("/api/attachments/" + attachment("PENDING") + "/" + part), 409, "not stored yet");
    assertProblem(api.get("/api/attachments/" + attachment("PARKED") + "/" + part), 409, "parked");
  }

  @ParameterizedTest
  @ValueSource(strings = {"content", "thumbnail", "transcoded"})
  void whatDoesNotExistIsNotFound(String part) {
    assertProblem(
        api.get("/api/attachments/" + UUID.randomUUID() + "/" + part), 404, "no attachment");
  }

  @ParameterizedTest
  @ValueSource(strings = {"thumbnail", "transcoded"})
  void aStoredAttachmentWithoutADerivativeSaysSo(String part) {
    UUID attachment = attachment("PENDING");
    ledger.stored(attachment);
    assertProblem(api.get("/api/attachments/" + attachment + "/" + part), 404, "was made");
  }

  @Test
  void whatWasMadeOfItIsShownAndLinkedTo() {
    UUID attachment = attachment("PENDING");
    ledger.stored(attachment);
    ledger.sql(
        "insert into derivative (attachment_id, state, thumbnail_key, thumbnail_type,"
            + " transcoded_key, transcoded_type, width, height, duration, waveform)"
            + " values (?, 'MADE', 'media/1.thumbnail', 'image/jpeg', 'media/1.transcoded',"
            + " 'audio/mpeg', 640, 480, 7, decode('000164', 'hex'))",
        attachment);

    JsonNode body = get(attachment);

    assertThat(body.path("derivatives").asText()).isEqualTo("MADE");
    assertThat(body.path("derivativesError").isNull()).isTrue();
    assertThat(body.path("width").asInt()).isEqualTo(640);
    assertThat(body.path("height").asInt()).isEqualTo(480);
    assertThat(body.path("duration").asInt()).isEqualTo(7);
    assertThat(body.path("waveform")).extracting(JsonNode::asInt).containsExactly(0, 1, 100);
    for (String part : List.of("thumbnail", "transcoded")) {
      assertThat(body.path(part).asText()).isEqualTo("/api/attachments/" + attachment + "/" + part);
      Api.Answer link = api.get(body.path(part).asText());
      assertThat(link.status()).isEqualTo(302);
      assertThat(link.header("Location")).startsWith("https://s3.example/media/1." + part + "?");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"thumbnail", "transcoded"})
  void whatIsNotMadeYetIsAConflict(String part) {
    UUID attachment = attachment("PENDING");
    ledger.stored(attachment);
    ledger.sql("insert into derivative (attachment_id) values (?)", attachment);
    assertProblem(api.get("/api/attachments/" + attachment + "/" + part), 409, "not made yet");
  }

  @Test
  void whyItCouldNotBeMadeIsSaid() {
    UUID attachment = attachment("PENDING");
    ledger.stored(attachment);
    ledger.sql(
        "insert into derivative (attachment_id, state, reason) values (?, 'FAILED', 'damaged')",
        attachment);

    assertThat(get(attachment).path("derivativesError").asText()).isEqualTo("damaged");
    assertProblem(api.get("/api/attachments/" + attachment + "/thumbnail"), 404, "(damaged)");
  }

  private UUID attachment(String status) {
    UUID conversation = ledger.conversation("sales", UUID.randomUUID() + "@g.us");
    return ledger.attachment(ledger.message(conversation, "W", null, NOON), status);
  }

  private JsonNode get(UUID attachment) {
    return api.get("/api/attachments/" + attachment).body();
  }
}
