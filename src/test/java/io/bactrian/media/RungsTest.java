package io.bactrian.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.when;

import io.bactrian.chat.AttachmentKind;
import io.bactrian.failure.InfrastructureFailureException;
import io.bactrian.failure.RungDeadException;
import io.bactrian.storage.ObjectStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each rung asks for and what it makes of the bytes; Evolution has a test of its own. */
class RungsTest {

  private static final MediaVector IMAGE = MediaVector.of("image");

  @TempDir Path temporary;
  private Ladder ladder;

  @BeforeEach
  void start() {
    ladder = new Ladder(temporary, "cdn-base-url", "http://HOST");
  }

  @AfterEach
  void stop() throws IOException {
    ladder.close();
  }

  @ParameterizedTest
  @MethodSource("io.bactrian.media.MediaCipherTest#filed")
  void theUrlRungDecryptsEachKind(MediaVector vector) {
    ladder.answers(200, vector.encrypted());
    try (MediaFile file = ladder.fetch.encrypted(ladder.base + "/o1/x?oe=1", vector.expected())) {
      assertThat(file.content()).isEqualTo(vector.plaintext());
    }
    assertThat(ladder.requests.get(0).target()).isEqualTo("/o1/x?oe=1");
  }

  @Test
  void theDirectPathRungAsksAsWhatsmeowDoes() {
    ladder.answers(200, IMAGE.encrypted());
    ladder.fetch.directPath("/o1/x?ccb=11-4&oe=6B2A5A0E", IMAGE.expected()).close();
    Ladder.Request request = ladder.requests.get(0);
    assertThat(request.target())
        .isEqualTo(
            "/o1/x?ccb=11-4&oe=6B2A5A0E&hash=CQz5yy-4XeN1gtHHQjtyJkHFLsNC9YiFTX8HEVhyGco%3D"
                + "&mms-type=image&__wa-mms=");
    assertThat(request.headers().getFirst("Origin")).isEqualTo("https://web.whatsapp.com");
    assertThat(request.headers().getFirst("Referer")).isEqualTo("https://web.whatsapp.com/");
  }

  @Test
  void aDirectPathWithoutQueryAndHashGetsOne() {
    ladder.answers(200, MediaVector.of("sticker").encrypted());
    ladder.fetch.directPath("/o1/x", MediaVector.of("sticker").unvouched()).close();
    assertThat(ladder.requests.get(0).target()).isEqualTo("/o1/x?mms-type=image&__wa-mms=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"image.tampered-mac.enc", "image.flipped-byte.enc", "image.truncated.enc"})
  void damagedBytesAreNotPublishedEvenIfNothingElseVouches(String damaged) {
    ladder.answers(200, MediaVector.sample(damaged));
    assertDead(() -> ladder.fetch.encrypted(ladder.base + "/x", IMAGE.unvouched()))
        .hasMessageMatching("MAC of the encrypted file differs|encrypted file is cut short .*");
    assertThat(ladder.temporaryFiles()).isEmpty();
  }

  @Test
  void anEmptyMediaWhoseMacHoldsIsAMedia() {
    MediaVector empty = MediaVector.of("empty");
    ladder.answers(200, empty.encrypted());
    try (MediaFile file = ladder.fetch.encrypted(ladder.base + "/x", empty.unvouched())) {
      assertThat(file.size()).isZero();
    }
  }

  @Test
  void aBareUrlIsNoMedia() throws IOException {
    try (Ladder other = new Ladder(temporary, "allowed-hosts", "*.whatsapp.net")) {
      assertDead(() -> other.fetch.encrypted("https://web.whatsapp.net", IMAGE.expected()))
          .hasMessage("url has no path");
    }
  }

  @Test
  void aMediaWithoutKeyIsTakenAsItIs() {
    ladder.answers(200, IMAGE.plaintext());
    Expectation newsletter =
        new Expectation(
            AttachmentKind.image,
            null,
            "image/jpeg",
            IMAGE.length(),
            null,
            IMAGE.fileSha256(),
            null);
    ladder.fetch.encrypted(ladder.base + "/x", newsletter).close();
    ladder.fetch.directPath("/x", newsletter).close();
    assertThat(ladder.requests).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(AttachmentKind.class)
  void ciphertextIsNeverTakenForAMediaWithoutKey(AttachmentKind kind) {
    ladder.answers(200, IMAGE.encrypted());
    Expectation nothingKnown = new Expectation(kind, null, "image/jpeg", null, null, null, null);
    assertDead(() -> ladder.fetch.encrypted(ladder.base + "/x", nothingKnown))
        .hasMessage("unrecognised bytes, which may be encrypted");
    assertDead(() -> ladder.fetch.plain(ladder.base + "/x", nothingKnown))
        .hasMessage("unrecognised bytes, which may be encrypted");
  }

  @Test
  void anUnusableKeyIsNotEvenTried() {
    Expectation expected =
        new Expectation(AttachmentKind.image, null, null, null, new byte[31], null, null);
    assertDead(() -> ladder.fetch.encrypted(ladder.base + "/x", expected))
        .hasMessage("media key has 31 bytes, not 32");
    assertThat(ladder.requests).isEmpty();
  }

  @Test
  void whatWasPutAsideAndIsTooLargeIsADeadRung() {
    when(ladder.storage.open(eq("k"), anyLong()))
        .thenAnswer(
            asked -> {
              long most = asked.getArgument(1);
              return new ObjectStream(
                  InputStream.nullInputStream(), most + 1, most, Duration.ofMinutes(1));
            });
    assertDead(() -> ladder.fetch.inline("k", IMAGE.expected()))
        .hasMessageContaining("larger than");
  }

  private static ObjectStream object(InputStream in) {
    return new ObjectStream(in, -1, Long.MAX_VALUE, Duration.ofMinutes(1));
  }

  @Test
  void whatWasPutAsideAtIntakeIsChecked() {
    when(ladder.storage.open(eq("inline/a/1/0"), anyLong()))
        .thenReturn(object(new ByteArrayInputStream(IMAGE.plaintext())));
    try (MediaFile file = ladder.fetch.inline("inline/a/1/0", IMAGE.expected())) {
      assertThat(file.content()).isEqualTo(IMAGE.plaintext());
    }
    when(ladder.storage.open(eq("inline/a/1/1"), anyLong()))
        .thenReturn(object(new ByteArrayInputStream("thumbnail".getBytes(UTF_8))));
    assertDead(() -> ladder.fetch.inline("inline/a/1/1", IMAGE.expected()))
        .hasMessage("SHA-256 of the plaintext differs");
  }

  @Test
  void aStorageThatBreaksOffIsOurOwnTrouble() {
    // A pipe that nothing is joined to fails at the first read.
    when(ladder.storage.open(eq("k"), anyLong())).thenReturn(object(new PipedInputStream()));
    assertThatThrownBy(() -> ladder.fetch.inline("k", IMAGE.expected()))
        .isInstanceOf(InfrastructureFailureException.class)
        .hasMessage("S3 get: broke off");
  }

  @Test
  void aDiskThatTakesNothingIsOurOwnTrouble() throws IOException {
    Path notADirectory = Files.writeString(temporary.resolve("file"), "");
    try (Ladder other = new Ladder(notADirectory, "memory-threshold", "0B")) {
      other.answers(200, IMAGE.plaintext());
      assertThatThrownBy(() -> other.fetch.plain(other.base + "/x", IMAGE.expected()))
          .isInstanceOf(InfrastructureFailureException.class);
    }
  }

  @Test
  void aRungWithoutItsSourceIsDead() {
    Expectation any = IMAGE.expected();
    assertDead(() -> ladder.fetch.inline(null, any));
    assertDead(() -> ladder.fetch.plain(null, any));
    assertDead(() -> ladder.fetch.encrypted(" ", any));
    assertDead(() -> ladder.fetch.directPath(null, any));
    assertDead(() -> ladder.fetch.evolution("acme", null, any));
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertDead(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return assertThatThrownBy(call).isInstanceOf(RungDeadException.class);
  }
}
