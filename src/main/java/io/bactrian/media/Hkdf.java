package io.bactrian.media;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256 (RFC 5869). */
final class Hkdf {

  private static final String HMAC = "HmacSHA256";
  private static final int HASH_LENGTH = 32;

  private Hkdf() {}

  /**
   * Extracts and expands.
   *
   * @param salt may be empty
   * @param length of the key material wanted, at most 255 hashes
   */
  static byte[] derive(byte[] inputKey, byte[] salt, byte[] info, int length) {
    // An empty salt stands for a block of zeros (section 2.2), and Java takes no empty key.
    byte[] prk = hmac(salt.length == 0 ? new byte[HASH_LENGTH] : salt, inputKey);
    ByteBuffer output = ByteBuffer.allocate((length / HASH_LENGTH + 1) * HASH_LENGTH);
    byte[] block = {};
    for (byte counter = 1; output.position() < length; counter++) {
      block = hmac(prk, block, info, new byte[] {counter});
      output.put(block);
    }
    return Arrays.copyOf(output.array(), length);
  }

  private static byte[] hmac(byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + HMAC, e);
    }
  }
}
