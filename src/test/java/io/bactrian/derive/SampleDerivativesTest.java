package io.bactrian.derive;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.chat.AttachmentKind;
import io.bactrian.derive.tool.Measures;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * All media of the samples get their derivatives, and each decodes with a tool that is not ours.
 */
class SampleDerivativesTest {

  @TempDir static Path folder;
  private static Workbench workbench;

  @BeforeAll
  static void open() {
    Media.require("ffmpeg", "ffprobe", "identify");
    workbench = new Workbench(folder);
  }

  @AfterAll
  static void close() {
    if (workbench != null) {
      workbench.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "image, image.jpg",
    "sticker, sticker.webp",
    "video, video.mp4",
    "video, ptv.mp4",
    "document, document.pdf"
  })
  void hasAPictureThatImageMagickDecodes(AttachmentKind kind, String sample) {
    Derivation made = workbench.derive(kind, Pictures.sample(sample));

    assertThat(made.reason()).isNull();
    String picture = made.thumbnail().path().toString();
    assertThat(Media.said("identify", "-regard-warnings", "-format", "%m", "jpeg:" + picture))
        .isEqualTo("JPEG");
  }

  @ParameterizedTest
  @CsvSource({"audio, audio.ogg", "audio, ptt.ogg"})
  void hasASoundThatFfmpegDecodes(AttachmentKind kind, String sample) {
    Derivation made = workbench.derive(kind, Pictures.sample(sample));

    assertThat(made.reason()).isNull();
    Path sound = made.transcoded().path();
    assertThat(Media.probed(sound, "stream=codec_name")).isEqualTo("mp3");
    assertThat(Media.said("ffmpeg", "-v", "warning", "-i", sound.toString(), "-f", "null", "-"))
        .isEmpty();
  }

  @Test
  void aHeicGetsAThumbnailWhereLibheifIs() {
    Media.require("heif-convert", "heif-enc");
    Path still = folder.resolve("still.png");
    Path heic = folder.resolve("still.heic");
    Media.said("convert", "-size", "640x480", "gradient:red-blue", still.toString());
    Media.said("heif-enc", still.toString(), "-o", heic.toString());

    Derivation made = workbench.document(Media.bytes(heic));

    assertThat(made.reason()).isNull();
    assertThat(made.measures()).isEqualTo(Measures.dimensions(640, 480));
    assertThat(Pictures.read(made.thumbnail()).getWidth()).isEqualTo(320);
  }

  @Test
  void withoutLibheifAHeicSaysSo() {
    Media.require("heif-enc");
    Path still = folder.resolve("plain.png");
    Path heic = folder.resolve("plain.heic");
    Media.said("convert", "-size", "64x64", "xc:red", still.toString());
    Media.said("heif-enc", still.toString(), "-o", heic.toString());
    try (Workbench without = new Workbench(folder, "heif-convert", "/no/heif-convert")) {
      Derivation none = without.document(Media.bytes(heic));
      assertThat(none.state()).isEqualTo(DerivativeState.UNAVAILABLE);
      assertThat(none.reason()).isEqualTo("no heif-convert");
    }
  }
}
