package io.bactrian.embedded.standin;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What WhatsApp derives from a media key: HKDF-SHA256 with an empty salt and an info that names the
 * kind of media.
 */
record MediaKeys(byte[] iv, byte[] cipherKey, byte[] macKey) {

  private static final int HASH = 32;

  static MediaKeys derive(byte[] mediaKey, String kind) {
    try {
      byte[] pseudoRandom = hmac(new byte[HASH], mediaKey);
      byte[] info =
          ("WhatsApp " + family(kind) + " Keys")
              .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      byte[] expanded = new byte[3 * HASH];
      byte[] block = new byte[0];
      for (int i = 0; i < 3; i++) {
        block = hmac(pseudoRandom, block, info, new byte[] {(byte) (i + 1)});
        System.arraycopy(block, 0, expanded, i * HASH, HASH);
      }
      return new MediaKeys(
          Arrays.copyOfRange(expanded, 0, 16),
          Arrays.copyOfRange(expanded, 16, 48),
          Arrays.copyOfRange(expanded, 48, 80));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String family(String kind) {
    return switch (kind.toLowerCase(Locale.ROOT)) {
      case "image", "sticker" -> "Image";
      case "video", "ptv", "gif" -> "Video";
      case "audio", "ptt" -> "Audio";
      case "document" -> "Document";
      case "sticker-pack" -> "Sticker Pack";
      default -> throw new IllegalArgumentException("no such kind of media: " + kind);
    };
  }

  private static byte[] hmac(byte[] key, byte[]... parts) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    for (byte[] part : parts) {
      mac.update(part);
    }
    return mac.doFinal();
  }
}
