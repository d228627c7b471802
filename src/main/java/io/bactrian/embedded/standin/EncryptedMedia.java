package io.bactrian.embedded.standin;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A media file with its encrypted file and what a webhook says of them.
 *
 * @param kind image, sticker, video, gif, ptv, audio, ptt, document or sticker-pack
 * @param mediaKey 32 bytes
 * @param plain what a person sees or hears
 * @param file what the media host serves
 * @param fileSha256 of the plaintext
 * @param fileEncSha256 of the file, its MAC included
 */
public record EncryptedMedia(
    String kind,
    byte[] mediaKey,
    Content plain,
    Content file,
    byte[] fileSha256,
    byte[] fileEncSha256) {

  /** Encrypts as WhatsApp does; reads the plaintext twice and keeps none of it. */
  public static EncryptedMedia of(byte[] mediaKey, String kind, Content plain) {
    Content file = new EncryptedContent(plain, MediaKeys.derive(mediaKey, kind));
    return new EncryptedMedia(kind, mediaKey, plain, file, plain.sha256(), file.sha256());
  }

  /** The fields of a webhook's media message, bytes as base64. */
  public Map<String, Object> fields(String directPath) {
    Base64.Encoder base64 = Base64.getEncoder();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("fileSha256", base64.encodeToString(fileSha256));
    fields.put("fileEncSha256", base64.encodeToString(fileEncSha256));
    fields.put("mediaKey", base64.encodeToString(mediaKey));
    fields.put("fileLength", Long.toString(plain.length()));
    fields.put("directPath", directPath);
    return fields;
  }
}
