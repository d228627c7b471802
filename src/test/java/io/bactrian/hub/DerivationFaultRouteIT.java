package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.storage.ObjectStorage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Derivatives that fail leave the original alone, and infrastructure failures fail none. */
class DerivationFaultRouteIT extends DerivationTest {

  @Autowired private ObjectStorage storage;

  @Test
  void aFileThatCanNotBeDecodedIsStoredAndSaysWhy() throws Exception {
    byte[] photo = Webhooks.bytes("media/image.jpg");
    byte[] cut = Arrays.copyOf(photo, photo.length / 2);

    hub.post(inline(cut));

    JsonNode attachment = derived("FAILED");
    assertThat(attachment.path("status").asText()).isEqualTo("STORED");
    assertThat(attachment.path("derivativesError").asText()).isNotBlank();
    assertThat(hub.content(id(attachment))).isEqualTo(cut);
    assertThat(JobRow.until(jdbc, KIND, id(attachment), JobRow::isDone).attempts()).isEqualTo(1);
    var answer = hub.send(api(attachment, "thumbnail"));
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains(attachment.path("derivativesError").asText());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void whateverSomebodySendsIsKeptAsItCame(String what, byte[] hostile) throws Exception {
    hub.post(inline(hostile));

    JsonNode attachment = settled();

    assertThat(attachment.path("status").asText()).isEqualTo("STORED");
    assertThat(hub.content(id(attachment))).isEqualTo(hostile);
    assertThat(JobRow.until(jdbc, KIND, id(attachment), JobRow::isDone).attempts()).isEqualTo(1);
  }

  static Stream<Arguments> whateverSomebodySendsIsKeptAsItCame() throws IOException {
    byte[] photo = Webhooks.bytes("media/image.jpg");
    byte[] film = Webhooks.bytes("media/video.mp4");
    byte[] noise = new byte[5000];
    new Random(1).nextBytes(noise);
    byte[] script = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream polyglot = new ByteArrayOutputStream();
    polyglot.write(photo);
    polyglot.write(script);
    return Stream.of(
        Arguments.of("half a film", Arrays.copyOf(film, film.length / 2)),
        Arguments.of("a film's first bytes", Arrays.copyOf(film, 40)),
        Arguments.of("noise", noise),
        Arguments.of("a picture that is a script too", polyglot.toByteArray()));
  }

  /** The instance's attachment, once its derivatives are made or given up. */
  private JsonNode settled() {
    return hub.until(
            "/api/attachments?instance=" + instance,
            answer ->
                List.of("MADE", "NONE", "FAILED")
                    .contains(answer.at("/items/0/derivatives").asText()))
        .at("/items/0");
  }

  @Test
  void whatIsNotMadeYetIsToBeAskedForLater() throws Exception {
    JsonNode attachment;
    try (Refusal refusal = new Refusal(jdbc, "update", "derivative", "new.state = 'MADE'")) {
      hub.post(inline(Webhooks.bytes("media/image.jpg")));
      attachment = hub.attachment(instance, "STORED");
      JobRow.until(jdbc, KIND, id(attachment), job -> job.lastError() != null);
      for (String part : List.of("thumbnail", "transcoded")) {
        var answer = hub.send(api(attachment, part));
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("not made yet");
      }
      assertThat(refusal).isNotNull();
    }
    derived("MADE");
    assertThat(hub.send(api(attachment, "thumbnail")).statusCode()).isEqualTo(302);
  }

  @Test
  void anOriginalThatIsGoneIsAReason() {
    hub.post(inline(Webhooks.bytes("media/image.jpg")));
    UUID attachment = id(derived("MADE"));
    storage.delete(key(attachment));

    again(attachment);

    JsonNode gone =
        hub.until(
            "/api/attachments/" + attachment,
            answer -> answer.path("derivatives").asText().equals("FAILED"));
    assertThat(gone.path("derivativesError").asText()).contains("not in object storage");
    assertThat(gone.path("thumbnail").isNull()).isFalse();
  }

  @Test
  void whatTheDatabaseRefusesIsMadeLater() {
    UUID attachment;
    try (Refusal refusal = new Refusal(jdbc, "update", "derivative", "new.state = 'MADE'")) {
      hub.post(inline(Webhooks.bytes("media/image.jpg")));
      attachment = id(hub.attachment(instance, "STORED"));
      JobRow deferred = JobRow.until(jdbc, KIND, attachment, job -> job.lastError() != null);
      assertThat(deferred.state()).isEqualTo("pending");
      assertThat(deferred.attempts()).isZero();
      assertThat(refusal).isNotNull();
    }
    derived("MADE");
    assertThat(JobRow.until(jdbc, KIND, attachment, JobRow::isDone).attempts()).isEqualTo(1);
  }

  @Test
  void aProgramThatSomebodyEndedIsTriedAgain() throws Exception {
    hub.post(inline(Webhooks.bytes("media/image.jpg")));
    UUID attachment = id(derived("MADE"));
    JobRow.until(jdbc, KIND, attachment, JobRow::isDone);
    // So that the one that is asked is still at it when it ends: an idle one is merely replaced.
    for (ProcessHandle renderer : renderers().toList()) {
      new ProcessBuilder("kill", "-STOP", Long.toString(renderer.pid())).start().waitFor();
    }
    Set<FileTime> before = usesOfRenderers();

    again(attachment);
    Awaitility.await("one is asked").until(() -> !usesOfRenderers().equals(before));
    renderers().forEach(ProcessHandle::destroyForcibly);

    assertThat(JobRow.until(jdbc, KIND, attachment, JobRow::isDone).attempts()).isGreaterThan(1);
    derived("MADE");
  }

  private static Stream<ProcessHandle> renderers() {
    return ProcessHandle.current()
        .descendants()
        .filter(each -> each.info().command().orElse("").endsWith("java"));
  }

  /** When each renderer was asked last. */
  private static Set<FileTime> usesOfRenderers() throws IOException {
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(TEMPORARY_MEDIA, "derive-renderer-*")) {
      Set<FileTime> uses = new HashSet<>();
      for (Path folder : folders) {
        uses.add(Files.getLastModifiedTime(folder));
      }
      return uses;
    }
  }

  @Test
  void aDiskThatTakesNothingSpendsNoAttempt() throws Exception {
    hub.post(inline(Webhooks.bytes("media/image.jpg")));
    UUID attachment = id(derived("MADE"));
    JobRow.until(jdbc, KIND, attachment, JobRow::isDone);
    Path aside = TEMPORARY_MEDIA.resolveSibling(TEMPORARY_MEDIA.getFileName() + "-set-aside");
    Files.move(TEMPORARY_MEDIA, aside);
    Files.createFile(TEMPORARY_MEDIA);
    try {
      again(attachment);
      JobRow deferred = JobRow.until(jdbc, KIND, attachment, job -> job.lastError() != null);
      assertThat(deferred.attempts()).isZero();
      assertThat(deferred.lastError()).contains("temporary folder");
    } finally {
      Files.delete(TEMPORARY_MEDIA);
      Files.move(aside, TEMPORARY_MEDIA);
    }
    assertThat(JobRow.until(jdbc, KIND, attachment, JobRow::isDone).attempts()).isEqualTo(1);
  }

  private void again(UUID attachment) {
    jdbc.sql("update derivative set state = 'PENDING' where attachment_id = :id")
        .param("id", attachment)
        .update();
    jdbc.sql("insert into job (id, kind, subject, next_attempt_at) values (?, ?, ?, now())")
        .params(UUID.randomUUID(), KIND, attachment)
        .update();
  }

  private String key(UUID attachment) {
    return jdbc.sql("select object_key from attachment where id = :id")
        .param("id", attachment)
        .query(String.class)
        .single();
  }

  /** A webhook that brings an image of these bytes by itself, of which nothing more is known. */
  private ObjectNode inline(byte[] image) {
    ObjectNode webhook = sample("04-image-base64-inline.json");
    ((ObjectNode) webhook.at("/data/message"))
        .put("base64", Base64.getEncoder().encodeToString(image));
    ObjectNode fields = Webhooks.content(webhook, "imageMessage");
    fields.remove("fileSha256");
    fields.remove("fileLength");
    return webhook;
  }
}
