package io.bactrian.derive;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.chat.AttachmentKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Sounds and films that are not what they seem: done with in time and within their memory. */
@Timeout(60)
class HostileFilmTest {

  private static final int MEGABYTE = 1 << 20;
  private static final int TOOL_MEMORY = 700;

  @TempDir static Path folder;
  private static Workbench workbench;
  private static PeakMemory memory;

  @BeforeAll
  static void open() {
    Media.require("ffmpeg", "ffprobe", "prlimit");
    memory = new PeakMemory();
    workbench =
        new Workbench(
            folder,
            "picture-timeout",
            "10s",
            "audio-timeout",
            "10s",
            "tool-memory",
            TOOL_MEMORY + "MB",
            "video",
            "true",
            "video-timeout",
            "20s");
  }

  @AfterAll
  static void close() {
    if (workbench != null) {
      workbench.close();
      memory.close();
    }
  }

  @AfterEach
  void itsMemoryWasBoundedAndTheNextOneIsServed() {
    assertThat(memory.bytes()).isPositive().isLessThan((long) TOOL_MEMORY * MEGABYTE);
    assertThat(workbench.derive(AttachmentKind.audio, Pictures.sample("ptt.ogg")).reason())
        .isNull();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void isDoneWithInTimeAndNotWithoutAWord(String what, AttachmentKind kind, byte[] file) {
    long began = System.nanoTime();

    Derivation done = workbench.derive(kind, file);

    assertThat(done.reason()).isNotBlank();
    assertThat(done.state()).isIn(DerivativeState.FAILED, DerivativeState.MADE);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
  }

  static Stream<Arguments> isDoneWithInTimeAndNotWithoutAWord() {
    Media.require("ffmpeg", "ffprobe");
    byte[] film = Media.film(folder, "film.mp4", 3, "320x240", "-movflags", "+faststart");
    byte[] flac = Media.tone(folder, "sound.flac", 5);
    byte[] ogg = Media.tone(folder, "sound.ogg", 5, "-c:a", "libopus");
    return Stream.of(
        Arguments.of("half a film", AttachmentKind.video, half(film)),
        Arguments.of("a film of noise", AttachmentKind.video, noisy(film, film.length / 4)),
        Arguments.of("a film whose index is noise", AttachmentKind.video, noisy(film, 200)),
        Arguments.of("a film's first bytes", AttachmentKind.video, Arrays.copyOf(film, 40)),
        Arguments.of("half a FLAC", AttachmentKind.audio, half(flac)),
        Arguments.of("a FLAC of noise", AttachmentKind.audio, noisy(flac, 2000)),
        Arguments.of("an Ogg's first bytes", AttachmentKind.audio, Arrays.copyOf(ogg, 60)),
        Arguments.of("an Ogg of noise", AttachmentKind.audio, noisy(ogg, 100)));
  }

  // Of the largest ones ffprobe itself says that they are none.
  @ParameterizedTest
  @CsvSource({
    "20000, 8000, 20000 x 8000 pixels are over the limit",
    "30000, 30000, (?s)(ffprobe: |no pictures in it).*"
  })
  void aFilmThatSaysItIsAsLargeAsAHouseIsRefused(int width, int height, String reason) {
    byte[] film =
        Media.made(
            folder,
            "raw.mov",
            "-f",
            "lavfi",
            "-i",
            "color=s=64x64:d=0.2",
            "-c:v",
            "rawvideo",
            "-pix_fmt",
            "rgb24");
    int entry = new String(film, StandardCharsets.ISO_8859_1).indexOf("stsd") + 12;
    ByteBuffer.wrap(film).putShort(entry + 32, (short) width).putShort(entry + 34, (short) height);

    Derivation refused = workbench.derive(AttachmentKind.video, film);

    assertThat(refused.state()).isEqualTo(DerivativeState.FAILED);
    assertThat(refused.reason()).matches(reason);
    assertThat(refused.files()).isEmpty();
  }

  @Test
  void ofAFilmThatIsAScriptTooOnlyThePictureIsKept() {
    byte[] film = Media.film(folder, "both.mp4", 2, "320x240", "-pix_fmt", "yuv420p");
    byte[] script = "<script>alert(1)</script>PK\u0003\u0004".getBytes(StandardCharsets.UTF_8);
    byte[] both = Arrays.copyOf(film, film.length + script.length);
    System.arraycopy(script, 0, both, film.length, script.length);

    Derivation made = workbench.derive(AttachmentKind.video, both);

    assertThat(made.state()).isEqualTo(DerivativeState.MADE);
    assertThat(made.thumbnail().path())
        .content(StandardCharsets.ISO_8859_1)
        .doesNotContain("script", "PK\u0003\u0004");
  }

  private static byte[] half(byte[] file) {
    return Arrays.copyOf(file, file.length / 2);
  }

  private static byte[] noisy(byte[] file, int from) {
    byte[] noisy = file.clone();
    byte[] noise = new byte[file.length - from];
    new Random(4).nextBytes(noise);
    System.arraycopy(noise, 0, noisy, from, noise.length);
    return noisy;
  }
}
