package io.bactrian.derive;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.chat.AttachmentKind;
import io.bactrian.derive.tool.Measures;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Posters of films, and forms of them that browsers play. */
class VideoTest {

  @TempDir static Path folder;

  @BeforeAll
  static void programs() {
    Media.require("ffmpeg", "ffprobe");
  }

  @Test
  void aFilmGetsAPosterAndItsMeasures() {
    Derivation made = video(Media.film(folder, "film.mp4", 3, "640x360"));

    assertThat(made.reason()).isNull();
    assertThat(made.measures()).isEqualTo(new Measures(640, 360, 3, null));
    BufferedImage poster = Pictures.read(made.thumbnail());
    assertThat(poster.getWidth()).isEqualTo(320);
    assertThat(poster.getHeight()).isEqualTo(180);
    assertThat(made.transcoded()).isNull();
  }

  @Test
  void aFilmThatWasHeldUprightIsShownUpright() {
    Path plain = folder.resolve("plain.mp4");
    Media.film(folder, "plain.mp4", 1, "640x360");
    byte[] turned =
        Media.made(
            folder,
            "turned.mp4",
            "-i",
            plain.toString(),
            "-metadata:s:v:0",
            "rotate=90",
            "-c",
            "copy");
    Derivation made = video(turned);
    assertThat(made.measures().width()).isEqualTo(360);
    assertThat(Pictures.read(made.thumbnail()).getHeight()).isEqualTo(320);
  }

  @Test
  void whatBrowsersPlayIsLeftAsItIs() {
    byte[] h264 = Media.film(folder, "h264.mp4", 1, "320x240", "-pix_fmt", "yuv420p");
    assertThat(video(h264, "video", "true").transcoded()).isNull();
  }

  @Test
  void whatTheyDoNotPlayBecomesAnMp4IfAskedFor() {
    byte[] hevc =
        Media.film(folder, "hevc.mp4", 1, "1920x1080", "-c:v", "libx265", "-preset", "ultrafast");

    assertThat(video(hevc).transcoded()).isNull();
    Derivation made = video(hevc, "video", "true");

    assertThat(made.reason()).isNull();
    assertThat(made.transcoded().mimeType()).isEqualTo("video/mp4");
    Path film = made.transcoded().path();
    assertThat(Media.probed(film, "stream=codec_name").lines()).containsExactly("h264", "aac");
    assertThat(Media.probed(film, "stream=width").lines().findFirst()).contains("1280");
  }

  @Test
  void moreThanTheSetNumberOfFramesIsNotMadeButItsPosterIs() {
    byte[] hevc =
        Media.film(folder, "frames.mp4", 4, "64x64", "-c:v", "libx265", "-preset", "ultrafast");
    Derivation made = video(hevc, "video", "true", "max-frames", "50");
    assertThat(made.state()).isEqualTo(DerivativeState.FAILED);
    assertThat(made.reason()).isEqualTo("100 frames are over the limit");
    assertThat(made.thumbnail()).isNotNull();
  }

  @Test
  void tooManyPixelsAreRefusedBeforeOneIsDecoded() {
    Derivation refused = video(Media.film(folder, "big.mp4", 1, "640x360"), "max-pixels", "100000");
    assertThat(refused.reason()).isEqualTo("640 x 360 pixels are over the limit");
    assertThat(refused.thumbnail()).isNull();
  }

  @Test
  void aFilmThatIsOverBeforeASecondHasAPosterToo() {
    Derivation made = video(Media.made(folder, "short.mp4", "-f", "lavfi", "-i", "testsrc=d=0.4"));
    assertThat(made.reason()).isNull();
    assertThat(Pictures.read(made.thumbnail()).getWidth()).isEqualTo(320);
  }

  @Test
  void aFilmOverTheSetDurationIsNotMadeButItsPosterIs() {
    byte[] hevc =
        Media.film(folder, "long.mp4", 4, "64x64", "-c:v", "libx265", "-preset", "ultrafast");
    Derivation made = video(hevc, "video", "true", "max-duration", "3s");
    assertThat(made.reason()).isEqualTo("longer than 3 s");
    assertThat(made.thumbnail()).isNotNull();
    assertThat(made.transcoded()).isNull();
  }

  @Test
  void namesAndPlacesOfTheOriginalAreNotKept() {
    byte[] named =
        Media.film(
            folder,
            "named.mov",
            2,
            "320x240",
            "-c:v",
            "mpeg4",
            "-metadata",
            "title=Secret",
            "-metadata",
            "location=+52.5-013.4/");
    Derivation made = video(named, "video", "true");
    assertThat(made.reason()).isNull();
    for (DerivedFile file : made.files()) {
      assertThat(Media.said("ffprobe", "-v", "error", "-show_format", file.path().toString()))
          .doesNotContain("Secret", "52.5");
    }
    assertThat(made.files()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"2147483647, 2147483647", "1e30, 2147483647", "-5, 0"})
  void whateverAFileSaysOfItsDurationIsAPossibleOne(double said, int recorded) {
    assertThat(Measures.duration(said).seconds()).isEqualTo(recorded);
  }

  @Test
  void aFilmThatIsCutOffIsRefused() {
    byte[] film = Media.film(folder, "cut.mp4", 2, "320x240");
    Derivation refused = video(Arrays.copyOf(film, film.length / 2));
    assertThat(refused.state()).isEqualTo(DerivativeState.FAILED);
    assertThat(refused.reason()).startsWith("ffprobe: ");
  }

  @Test
  void withoutFfprobeItIsSaidSo() {
    Derivation none = video(Pictures.sample("video.mp4"), "ffprobe", "/no/ffprobe");
    assertThat(none.state()).isEqualTo(DerivativeState.UNAVAILABLE);
    assertThat(none.reason()).isEqualTo("no ffprobe");
  }

  private static Derivation video(byte[] original, String... settings) {
    try (Workbench workbench = new Workbench(folder, settings)) {
      return workbench.derive(AttachmentKind.video, original);
    }
  }
}
