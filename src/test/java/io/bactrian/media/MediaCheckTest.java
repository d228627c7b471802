package io.bactrian.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.chat.AttachmentKind;
import io.bactrian.failure.RungDeadException;
import io.bactrian.media.MediaSink.Origin;
import io.bactrian.storage.Digests;
import java.io.File;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The check that every rung ends in. */
class MediaCheckTest {

  private static final byte[] PAGE = "<!DOCTYPE html><html><body>hi</body></html>".getBytes(UTF_8);

  @TempDir Path temporary;

  private MediaFile check(byte[] bytes, Expectation expected, Origin origin) {
    return check(bytes, expected, origin, 1 << 10);
  }

  private MediaFile check(byte[] bytes, Expectation expected, Origin origin, long memoryThreshold) {
    try (MediaSink sink = new MediaSink(temporary, memoryThreshold, 1 << 20)) {
      sink.write(bytes, 0, bytes.length);
      return sink.publish(expected, origin);
    }
  }

  private static Expectation expect(
      AttachmentKind kind, String mimeType, Long length, byte[] sha256) {
    return new Expectation(kind, null, mimeType, length, null, sha256, null);
  }

  private static byte[] sha256(byte[] bytes) {
    return Digests.sha256().digest(bytes);
  }

  @Test
  void aLengthThatDisagreesIsALieOfTheAnnouncementIfTheHashHolds() throws Exception {
    Expectation expected = expect(AttachmentKind.image, null, 7L, sha256(PAGE));
    assertThat(check(PAGE, expected, Origin.PLAIN).size()).isEqualTo(PAGE.length);
  }

  @Test
  void withoutAHashTheLengthMustAgree() {
    assertThatThrownBy(
            () -> check(PAGE, expect(AttachmentKind.document, null, 7L, null), Origin.EVOLUTION))
        .isInstanceOf(RungDeadException.class)
        .hasMessage("length differs: 43 bytes, announced 7");
    assertThat(temporary).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"0", "-1"})
  void aLengthThatIsNotPositiveSaysNothing(long length) {
    Expectation expected = expect(AttachmentKind.document, null, length, null);
    assertThat(check(PAGE, expected, Origin.PLAIN).size()).isEqualTo(PAGE.length);
  }

  @Test
  void aHashThatIsNotOneSaysNothing() {
    Expectation expected = expect(AttachmentKind.document, null, 43L, new byte[31]);
    assertThat(check(PAGE, expected, Origin.PLAIN).size()).isEqualTo(PAGE.length);
  }

  @ParameterizedTest
  @EnumSource(
      value = AttachmentKind.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"document"})
  void aPageInPlaceOfAMediaIsRefusedUnlessTheHashHolds(AttachmentKind kind) throws Exception {
    assertThatThrownBy(
            () -> check(PAGE, expect(kind, "image/jpeg", 43L, null), Origin.AUTHENTICATED))
        .isInstanceOf(RungDeadException.class)
        .hasMessage(kind + " announced, bytes are text/html");
    assertThat(check(PAGE, expect(kind, "image/jpeg", 43L, sha256(PAGE)), Origin.PLAIN).mimeType())
        .as("authentic, but never called a picture")
        .isEqualTo("text/html");
  }

  @Test
  void noBytesAreAMediaOnlyIfTheHashOrTheMacSaysSo() throws Exception {
    byte[] none = {};
    Expectation unvouched = expect(AttachmentKind.document, null, null, null);
    assertThatThrownBy(() -> check(none, unvouched, Origin.EVOLUTION))
        .isInstanceOf(RungDeadException.class);
    assertThat(check(none, unvouched, Origin.AUTHENTICATED).size()).isZero();
    Expectation vouched = expect(AttachmentKind.document, null, null, sha256(none));
    assertThat(check(none, vouched, Origin.EVOLUTION).size()).isZero();
  }

  @Test
  void aSmallOneIsInMemoryAndALargerOneInAFile() {
    Expectation expected = expect(AttachmentKind.document, null, null, null);
    try (MediaFile small = check(PAGE, expected, Origin.PLAIN, PAGE.length)) {
      assertThat(small.content()).isEqualTo(PAGE);
      assertThat(temporary).isEmptyDirectory();
    }
    try (MediaFile larger = check(PAGE, expected, Origin.PLAIN, PAGE.length - 1)) {
      assertThat((File) larger.content()).hasBinaryContent(PAGE);
      assertThat(larger.sha256()).isEqualTo(HexFormat.of().formatHex(sha256(PAGE)));
      assertThat(larger.mimeType()).isEqualTo("text/html");
    }
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void aFileGrowsOutOfMemoryWithAllItsBytes() {
    byte[] bytes = new byte[5_000];
    new Random(1).nextBytes(bytes);
    try (MediaSink sink = new MediaSink(temporary, 1_000, 5_000)) {
      for (int at = 0; at < bytes.length; at += 700) {
        sink.write(bytes, at, Math.min(700, bytes.length - at));
      }
      try (MediaFile file =
          sink.publish(expect(AttachmentKind.document, null, null, sha256(bytes)), Origin.PLAIN)) {
        assertThat((File) file.content()).hasBinaryContent(bytes);
      }
    }
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void onlyThePublishedFileStays() {
    Expectation expected = expect(AttachmentKind.document, null, null, null);
    MediaFile file = check(PAGE, expected, Origin.PLAIN, 0);
    assertThat(temporary.toFile().listFiles()).containsExactly((File) file.content());
    assertThatThrownBy(
            () -> check(PAGE, expect(AttachmentKind.document, null, 7L, null), Origin.EVOLUTION, 0))
        .isInstanceOf(RungDeadException.class);
    assertThat(temporary.toFile().listFiles()).containsExactly((File) file.content());
  }

  @Test
  void nothingOfKeysAndHashesIsPrinted() throws Exception {
    Expectation expected =
        new Expectation(AttachmentKind.image, null, "x/y", 1L, new byte[32], sha256(PAGE), null);
    assertThat(expected).hasToString("Expectation[image]");
    assertThat(MediaVector.of("image").keys()).hasToString("MediaKeys");
  }
}
