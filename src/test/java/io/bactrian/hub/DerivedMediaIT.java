package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.derive.Media;
import io.bactrian.storage.ObjectStorage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What people look at and play instead of the original. */
class DerivedMediaIT extends DerivationTest {

  @Autowired private ObjectStorage storage;

  @Test
  void anImageGetsAThumbnailAndItsDimensions() throws Exception {
    hub.post(sample("05c-image-encrypted-evo-ge-2.3.6-indexed-bytes-long-objects.json"));

    JsonNode attachment = derived("MADE");

    assertThat(attachment.path("status").asText()).isEqualTo("STORED");
    assertThat(attachment.path("derivativesError").isNull()).isTrue();
    assertThat(attachment.path("transcoded").isNull()).isTrue();
    BufferedImage original =
        ImageIO.read(new ByteArrayInputStream(Webhooks.bytes("media/image.jpg")));
    assertThat(attachment.path("width").asInt()).isEqualTo(original.getWidth());
    assertThat(attachment.path("height").asInt()).isEqualTo(original.getHeight());
    HttpResponse<byte[]> thumbnail = download(attachment, "thumbnail");
    assertThat(thumbnail.headers().firstValue("Content-Type")).contains("image/jpeg");
    assertThat(thumbnail.headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("attachment");
    BufferedImage small = ImageIO.read(new ByteArrayInputStream(thumbnail.body()));
    assertThat(Math.max(small.getWidth(), small.getHeight())).isLessThanOrEqualTo(320);
    assertThat(hub.content(id(attachment))).isEqualTo(Webhooks.bytes("media/image.jpg"));
  }

  @Test
  void aVoiceNoteGetsAnMp3ItsDurationAndItsWaveform() throws Exception {
    assumeTrue(isInstalled("ffmpeg"), "ffmpeg is not installed: .ci/servers install");
    hub.post(sample("07-audio-ptt-ogg-opus.json"));

    JsonNode attachment = derived("MADE");

    assertThat(attachment.path("waveform")).hasSize(64);
    assertThat(attachment.path("waveform"))
        .allSatisfy(value -> assertThat(value.asInt()).isBetween(0, 100));
    assertThat(attachment.path("duration").isInt()).isTrue();
    assertThat(attachment.path("thumbnail").isNull()).isTrue();
    HttpResponse<byte[]> playable = download(attachment, "transcoded");
    assertThat(playable.headers().firstValue("Content-Type")).contains("audio/mpeg");
    assertThat(playable.body()).isNotEmpty();
  }

  @Test
  void aVideoGetsAPosterAndNoOtherFormUnlessAskedFor() throws Exception {
    assumeTrue(isInstalled("ffprobe"), "ffmpeg is not installed: .ci/servers install");
    hub.post(sample("06-video.json"));

    JsonNode attachment = derived("MADE");

    assertThat(attachment.path("width").asInt()).isPositive();
    assertThat(ImageIO.read(new ByteArrayInputStream(download(attachment, "thumbnail").body())))
        .isNotNull();
    assertThat(hub.send(api(attachment, "transcoded")).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "03-image-mediaUrl.json, thumbnail",
    "10-sticker-webp.json, thumbnail",
    "06-video.json, thumbnail",
    "06b-video-gif.json, thumbnail",
    "08-document.json, thumbnail",
    "07-audio-ptt-ogg-opus.json, transcoded"
  })
  void whatComesOfEachSampleDecodesWithAnotherProgram(
      String webhook, String part, @TempDir Path folder) throws Exception {
    Media.require("ffmpeg", "ffprobe", "identify");
    hub.post(sample(webhook));

    JsonNode attachment = derived("MADE");

    assertThat(attachment.path("derivativesError").isNull()).isTrue();
    Path made = Files.write(folder.resolve("made"), download(attachment, part).body());
    if (part.equals("thumbnail")) {
      assertThat(Media.said("identify", "-regard-warnings", "-format", "%m", "jpeg:" + made))
          .isEqualTo("JPEG");
    } else {
      assertThat(Media.said("ffmpeg", "-v", "warning", "-i", made.toString(), "-f", "null", "-"))
          .isEmpty();
    }
  }

  @Test
  void aDerivativeLiesBesideItsOriginalAndIsMadeOnce() {
    hub.post(sample("05c-image-encrypted-evo-ge-2.3.6-indexed-bytes-long-objects.json"));

    JsonNode attachment = derived("MADE");

    String key =
        jdbc.sql("select object_key from attachment where id = :id")
            .param("id", id(attachment))
            .query(String.class)
            .single();
    assertThat(storage.exists(key + ".thumbnail")).isTrue();
    JobRow job = JobRow.until(jdbc, KIND, id(attachment), JobRow::isDone);
    assertThat(job.attempts()).isEqualTo(1);
    assertThat(
            jdbc.sql("select count(*) from job where subject = :id and kind = :kind")
                .param("id", id(attachment))
                .param("kind", KIND)
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void aJobOfAMediaThatIsNotThereIsDone() {
    UUID nobody = JobRow.insert(jdbc, KIND, null);
    assertThat(JobRow.until(jdbc, KIND, nobody, JobRow::isDone).lastError()).isNull();
  }

  private HttpResponse<byte[]> download(JsonNode attachment, String part)
      throws IOException, InterruptedException {
    assertThat(attachment.path(part).asText())
        .isEqualTo("/api/attachments/" + id(attachment) + "/" + part);
    HttpResponse<String> link = hub.send(api(attachment, part));
    assertThat(link.statusCode()).isEqualTo(302);
    URI location = URI.create(link.headers().firstValue("Location").orElseThrow());
    return HTTP.send(HttpRequest.newBuilder(location).build(), BodyHandlers.ofByteArray());
  }
}
