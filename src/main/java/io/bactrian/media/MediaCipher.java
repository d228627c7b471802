package io.bactrian.media;

import io.bactrian.failure.RungDeadException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Decrypts a WhatsApp media file as it streams by: AES-256-CBC with PKCS#7 padding, then the first
 * ten bytes of HMAC-SHA256 over IV and ciphertext.
 *
 * <p>Plaintext is written before the MAC at the end of the file can be known: what was written is
 * worth nothing unless {@link #decrypt} returns.
 */
final class MediaCipher {

  /** Most bytes by which an encrypted file exceeds its plaintext: a block of padding, the MAC. */
  static final int OVERHEAD = 16 + 10;

  private static final int BLOCK_LENGTH = 16;
  private static final int MAC_LENGTH = 10;
  private static final int BUFFER_LENGTH = 64 * 1024;

  private final Cipher cipher;
  private final Mac mac;
  private final MessageDigest wholeFile;
  private final byte[] fileEncSha256;

  /**
   * @param fileEncSha256 what the encrypted file must hash to, or null
   */
  MediaCipher(MediaKeys keys, byte[] fileEncSha256) {
    this.fileEncSha256 = fileEncSha256;
    try {
      cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(keys.cipherKey(), "AES"),
          new IvParameterSpec(keys.iv()));
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(keys.macKey(), "HmacSHA256"));
      mac.update(keys.iv());
      wholeFile = MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES, HMAC and SHA-256", e);
    }
  }

  /**
   * Reads the encrypted file to its end, once an object.
   *
   * @throws RungDeadException if the file is cut short, or its MAC, hash or padding is wrong
   * @throws IOException of the two streams
   */
  void decrypt(InputStream encrypted, OutputStream plaintext) throws IOException {
    byte[] buffer = new byte[BUFFER_LENGTH];
    byte[] decrypted = new byte[BUFFER_LENGTH + BLOCK_LENGTH];
    long length = 0;
    int held = 0;
    for (int read; (read = encrypted.read(buffer, held, buffer.length - held)) >= 0; ) {
      wholeFile.update(buffer, held, read);
      length += read;
      held += read;
      // The last ten bytes seen so far may be the MAC.
      int ready = Math.max(0, held - MAC_LENGTH);
      mac.update(buffer, 0, ready);
      plaintext.write(decrypted, 0, update(buffer, ready, decrypted));
      System.arraycopy(buffer, ready, buffer, 0, held - ready);
      held -= ready;
    }
    checkCompleteness(length);
    checkIntegrity(Arrays.copyOf(buffer, held));
    plaintext.write(lastBlock());
  }

  private int update(byte[] buffer, int length, byte[] decrypted) {
    try {
      return cipher.update(buffer, 0, length, decrypted);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the output has room for the input and one block", e);
    }
  }

  private static void checkCompleteness(long length) {
    if (length < OVERHEAD || (length - MAC_LENGTH) % BLOCK_LENGTH != 0) {
      throw new RungDeadException("encrypted file is cut short at %d bytes".formatted(length));
    }
  }

  private void checkIntegrity(byte[] givenMac) {
    if (!MessageDigest.isEqual(Arrays.copyOf(mac.doFinal(), MAC_LENGTH), givenMac)) {
      throw new RungDeadException("MAC of the encrypted file differs");
    }
    if (fileEncSha256 != null && !MessageDigest.isEqual(wholeFile.digest(), fileEncSha256)) {
      throw new RungDeadException("SHA-256 of the encrypted file differs");
    }
  }

  private byte[] lastBlock() {
    try {
      return cipher.doFinal();
    } catch (GeneralSecurityException e) {
      throw new RungDeadException("padding of the encrypted file is wrong", e);
    }
  }
}
