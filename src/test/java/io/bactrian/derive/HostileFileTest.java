package io.bactrian.derive;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.chat.AttachmentKind;
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
import org.junit.jupiter.params.provider.MethodSource;

/** Files that nobody sends by mistake: each is refused in time, and the next one is served. */
@Timeout(60)
class HostileFileTest {

  private static final int MEGABYTE = 1 << 20;
  private static final int RENDERER_MEMORY = 128;

  /** Classes, compiled code, stacks, what decoders in C take; less than the kernel's limit. */
  private static final int BESIDE = 300;

  @TempDir static Path folder;
  private static Workbench workbench;
  private static PeakMemory memory;

  @BeforeAll
  static void open() {
    memory = new PeakMemory();
    workbench =
        new Workbench(folder, "picture-timeout", "20s", "renderer-memory", RENDERER_MEMORY + "MB");
  }

  @AfterAll
  static void close() {
    workbench.close();
    memory.close();
  }

  @AfterEach
  void theNextOneIsServed() {
    assertThat(derive(Pictures.jpeg(64, 64)).state()).isEqualTo(DerivativeState.MADE);
    assertThat(memory.bytes())
        .isPositive()
        .isLessThan((long) (RENDERER_MEMORY + BESIDE) * MEGABYTE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void isRefusedWithAReason(String what, byte[] file, String reason) {
    long began = System.nanoTime();

    Derivation refused = derive(file);

    assertThat(refused.state()).isEqualTo(DerivativeState.FAILED);
    assertThat(refused.reason()).containsIgnoringCase(reason);
    assertThat(refused.files()).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
  }

  static Stream<Arguments> isRefusedWithAReason() {
    byte[] jpeg = Pictures.jpeg(800, 600);
    byte[] png = Pictures.encoded(Pictures.halves(800, 600), "png");
    byte[] webp = Pictures.sample("sticker.webp");
    return Stream.of(
        Arguments.of("0 bytes", new byte[0], "empty"),
        Arguments.of("truncated JPEG", half(jpeg), "damaged"),
        Arguments.of("JPEG's first bytes alone", Arrays.copyOf(jpeg, 20), "decoded"),
        Arguments.of("truncated PNG", half(png), "decoded"),
        Arguments.of("truncated WebP", half(webp), "decoded"),
        Arguments.of("PNG with noise inside", noisy(png), "decoded"),
        Arguments.of("PDF of noise", noise("%PDF-1.7\n"), "decoded"),
        Arguments.of("30,000 x 30,000", Pictures.plainPng(30_000, 30_000), "over the limit"),
        Arguments.of("2^31 x 2^31", Pictures.liar(Integer.MAX_VALUE), "over the limit"));
  }

  @Test
  void aProfileThatUnfoldsToAGigabyteIsNotUnfolded() {
    assertThat(derive(Pictures.profileBomb(1024 * MEGABYTE)).state())
        .isEqualTo(DerivativeState.MADE);
  }

  @Test
  void aPageThatUnfoldsToAGigabyteIsDoneWithInTimeAndWithoutOurMemory() {
    long began = System.nanoTime();
    assertThat(derive(Documents.bomb(1024 * MEGABYTE)).state())
        .isIn(DerivativeState.FAILED, DerivativeState.MADE);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void ofAPolyglotOnlyThePictureIsKept() {
    byte[] jpeg = Pictures.jpeg(64, 64);
    byte[] script = "<script>alert(1)</script>PK\u0003\u0004".getBytes(StandardCharsets.UTF_8);
    byte[] both = Arrays.copyOf(jpeg, jpeg.length + script.length);
    System.arraycopy(script, 0, both, jpeg.length, script.length);

    Derivation made = derive(both);

    assertThat(made.state()).isEqualTo(DerivativeState.MADE);
    assertThat(made.thumbnail().path())
        .content(StandardCharsets.ISO_8859_1)
        .doesNotContain("script", "PK\u0003\u0004");
  }

  private static Derivation derive(byte[] file) {
    return workbench.derive(AttachmentKind.image, file);
  }

  private static byte[] half(byte[] file) {
    return Arrays.copyOf(file, file.length / 2);
  }

  private static byte[] noisy(byte[] file) {
    byte[] noisy = file.clone();
    byte[] noise = new byte[file.length / 3];
    new Random(1).nextBytes(noise);
    System.arraycopy(noise, 0, noisy, file.length / 3, noise.length);
    return noisy;
  }

  private static byte[] noise(String head) {
    byte[] file = new byte[4096];
    new Random(2).nextBytes(file);
    byte[] begin = head.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(begin, 0, file, 0, begin.length);
    return file;
  }
}
