package io.bactrian.media;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.bactrian.chat.AttachmentKind;
import io.bactrian.failure.RungDeadException;
import java.util.Arrays;

/**
 * What a {@code mediaKey} expands to. The derivation is the one of whatsmeow and Baileys: HKDF with
 * an info text for each kind, cut into IV, cipher key and MAC key.
 */
record MediaKeys(byte[] iv, byte[] cipherKey, byte[] macKey) {

  private static final int MEDIA_KEY_LENGTH = 32;
  private static final int EXPANDED_LENGTH = 112;

  /**
   * @throws RungDeadException if the key is not 32 bytes long
   */
  static MediaKeys derive(Expectation expected) {
    String info = expected.keyInfo() == null ? info(expected.kind()) : expected.keyInfo();
    return derive(expected.mediaKey(), info.getBytes(US_ASCII));
  }

  private static MediaKeys derive(byte[] mediaKey, byte[] info) {
    if (mediaKey.length != MEDIA_KEY_LENGTH) {
      throw RungDeadException.forGood("media key has %d bytes, not 32".formatted(mediaKey.length));
    }
    byte[] expanded = Hkdf.derive(mediaKey, new byte[0], info, EXPANDED_LENGTH);
    return new MediaKeys(
        Arrays.copyOfRange(expanded, 0, 16),
        Arrays.copyOfRange(expanded, 16, 48),
        Arrays.copyOfRange(expanded, 48, 80));
  }

  private static String info(AttachmentKind kind) {
    return switch (kind) {
      case image, sticker -> "WhatsApp Image Keys";
      case video -> "WhatsApp Video Keys";
      case audio -> "WhatsApp Audio Keys";
      case document -> "WhatsApp Document Keys";
    };
  }

  /** Keys stay out of logs. */
  @Override
  public String toString() {
    return "MediaKeys";
  }
}
