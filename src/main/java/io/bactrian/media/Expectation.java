package io.bactrian.media;

import io.bactrian.chat.AttachmentKind;

/**
 * What a media file must turn out to be, as the webhook announced it.
 *
 * @param keyInfo the HKDF info of {@code mediaKey} where it is another than the kind's, or null
 * @param mimeType as declared by the sender, not trusted; may be null
 * @param length of the plaintext in bytes; null where unknown (absent or not positive)
 * @param mediaKey key material of an encrypted file, of any length (only 32 bytes are usable); null
 *     where the media is not encrypted, as in newsletters
 * @param fileSha256 SHA-256 of the plaintext; null where unknown (absent or not 32 bytes)
 * @param fileEncSha256 SHA-256 of the encrypted file with its MAC; null where unknown
 */
public record Expectation(
    AttachmentKind kind,
    String keyInfo,
    String mimeType,
    Long length,
    byte[] mediaKey,
    byte[] fileSha256,
    byte[] fileEncSha256) {

  private static final int SHA256_LENGTH = 32;

  public Expectation {
    length = length == null || length <= 0 ? null : length;
    fileSha256 = hashOrNull(fileSha256);
    fileEncSha256 = hashOrNull(fileEncSha256);
  }

  private static byte[] hashOrNull(byte[] hash) {
    return hash == null || hash.length != SHA256_LENGTH ? null : hash;
  }

  /** Names nothing but the kind: keys and hashes stay out of logs. */
  @Override
  public String toString() {
    return "Expectation[" + kind + "]";
  }
}
