package io.bactrian.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.chat.AttachmentKind;
import io.bactrian.failure.RungDeadException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaCipherTest {

  static Stream<MediaVector> filed() {
    return MediaVector.all().stream().filter(vector -> vector.plaintextFile() != null);
  }

  @ParameterizedTest
  @MethodSource("filed")
  void decryptsEachKindOfMedia(MediaVector vector) throws Exception {
    assertThat(decrypt(vector, vector.encrypted())).isEqualTo(vector.plaintext());
  }

  @ParameterizedTest
  @ValueSource(strings = {"empty", "block16"})
  void decryptsWhatIsEmptyOrFillsItsLastBlock(String edge) throws Exception {
    MediaVector vector = MediaVector.of(edge);
    byte[] plaintext = decrypt(vector, vector.encrypted());
    assertThat(plaintext).hasSize((int) vector.length());
    assertThat(MessageDigest.getInstance("SHA-256").digest(plaintext))
        .isEqualTo(vector.fileSha256());
  }

  @Test
  void decryptsWhatComesByteByByte() throws Exception {
    MediaVector vector = MediaVector.of("sticker");
    InputStream dribble =
        new FilterInputStream(new ByteArrayInputStream(vector.encrypted())) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return super.read(bytes, offset, 1);
          }
        };
    ByteArrayOutputStream plaintext = new ByteArrayOutputStream();
    new MediaCipher(vector.keys(), vector.fileEncSha256()).decrypt(dribble, plaintext);
    assertThat(plaintext.toByteArray()).isEqualTo(vector.plaintext());
  }

  @Test
  void holdsNoMoreThanABufferHoweverLargeTheFile() throws Exception {
    MediaVector vector = MediaVector.of("video");
    LargestWrite out = new LargestWrite();
    long size = 100L << 20;
    assertThatThrownBy(
            () -> new MediaCipher(vector.keys(), null).decrypt(new Zeros(size + 10), out))
        .isInstanceOf(RungDeadException.class)
        .hasMessage("MAC of the encrypted file differs");
    assertThat(out.sum).as("plaintext but its last block").isEqualTo(size - 16);
    assertThat(out.largest).isLessThanOrEqualTo(128 << 10);
  }

  @Test
  void refusesATamperedMac() {
    assertDead("image.tampered-mac.enc", "MAC of the encrypted file differs");
  }

  @Test
  void refusesAFlippedByte() {
    assertDead("image.flipped-byte.enc", "MAC of the encrypted file differs");
  }

  @Test
  void refusesAFileCutShort() {
    assertDead("image.truncated.enc", "encrypted file is cut short at 19342 bytes");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 10, 25})
  void refusesAFileTooShortToHoldABlockAndAMac(int length) {
    MediaVector vector = MediaVector.of("image");
    byte[] cut = Arrays.copyOf(vector.encrypted(), length);
    assertThatThrownBy(() -> decrypt(vector, cut))
        .isInstanceOf(RungDeadException.class)
        .hasMessage("encrypted file is cut short at %d bytes", length);
  }

  @Test
  void refusesAFileCutBetweenTwoBlocks() {
    MediaVector vector = MediaVector.of("image");
    byte[] cut = Arrays.copyOf(vector.encrypted(), vector.encrypted().length - 32);
    assertThatThrownBy(() -> decrypt(vector, cut)).hasMessage("MAC of the encrypted file differs");
  }

  @Test
  void refusesAnotherFileThanTheOneAnnouncedEvenIfItsMacHolds() {
    MediaVector vector = MediaVector.of("image");
    MediaCipher cipher = new MediaCipher(vector.keys(), new byte[32]);
    assertThatThrownBy(
            () ->
                cipher.decrypt(
                    new ByteArrayInputStream(vector.encrypted()), OutputStream.nullOutputStream()))
        .isInstanceOf(RungDeadException.class)
        .hasMessage("SHA-256 of the encrypted file differs");
  }

  @Test
  void refusesTheKeysOfAnotherKind() {
    MediaVector vector = MediaVector.of("image");
    MediaKeys keys = derive(AttachmentKind.document, null, vector.mediaKey());
    assertThatThrownBy(
            () ->
                new MediaCipher(keys, null)
                    .decrypt(
                        new ByteArrayInputStream(vector.encrypted()),
                        OutputStream.nullOutputStream()))
        .hasMessage("MAC of the encrypted file differs");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33})
  void refusesAMediaKeyThatIsNot32BytesLong(int length) {
    assertThatThrownBy(() -> derive(AttachmentKind.image, null, new byte[length]))
        .isInstanceOf(RungDeadException.class)
        .hasMessage("media key has %d bytes, not 32", length);
  }

  private static void assertDead(String file, String reason) {
    assertThatThrownBy(() -> decrypt(MediaVector.of("image"), MediaVector.sample(file)))
        .isInstanceOf(RungDeadException.class)
        .hasMessage(reason);
  }

  private static byte[] decrypt(MediaVector vector, byte[] encrypted) throws IOException {
    ByteArrayOutputStream plaintext = new ByteArrayOutputStream();
    new MediaCipher(vector.keys(), vector.fileEncSha256())
        .decrypt(new ByteArrayInputStream(encrypted), plaintext);
    return plaintext.toByteArray();
  }

  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long length) {
      left = length;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (left == 0) {
        return -1;
      }
      int read = (int) Math.min(left, length);
      Arrays.fill(bytes, offset, offset + read, (byte) 0);
      left -= read;
      return read;
    }
  }

  private static final class LargestWrite extends OutputStream {
    private long sum;
    private int largest;

    @Override
    public void write(int b) {
      write(new byte[1], 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      sum += length;
      largest = Math.max(largest, length);
    }
  }

  @Test
  void aStickerPackHasKeysOfItsOwn() {
    byte[] key = MediaVector.of("image").mediaKey();
    MediaKeys pack = derive(AttachmentKind.document, "WhatsApp Sticker Pack Keys", key);
    MediaKeys document = derive(AttachmentKind.document, null, key);
    assertThat(pack.cipherKey()).isNotEqualTo(document.cipherKey());
  }

  private static MediaKeys derive(AttachmentKind kind, String keyInfo, byte[] key) {
    return MediaKeys.derive(new Expectation(kind, keyInfo, null, null, key, null, null));
  }
}
