package io.bactrian.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;

/**
 * The first bytes of the formats that WhatsApp's own programs write. Nearly all media files are one
 * of these, and a look at them costs a small part of what the whole registry of types does.
 *
 * @param start of the file, one byte a character
 * @param at offset of {@code mark}
 * @param mark what must stand there too; may be empty
 * @param type the media type
 */
record Signature(String start, int at, String mark, String type) {

  /** No other type of the registry begins with any of these. */
  private static final List<Signature> ALL =
      List.of(
          new Signature("\u00ff\u00d8\u00ff", 0, "", "image/jpeg"),
          new Signature("RIFF", 8, "WEBP", "image/webp"),
          new Signature("\u0089PNG\r\n\u001a\n", 0, "", "image/png"),
          new Signature("%PDF-", 0, "", "application/pdf"));

  /** The media type of a file with such first bytes; null if it is none of these. */
  static String of(byte[] head) {
    for (Signature signature : ALL) {
      if (stands(signature.start, head, 0) && stands(signature.mark, head, signature.at)) {
        return signature.type;
      }
    }
    return null;
  }

  private static boolean stands(String text, byte[] head, int at) {
    return head.length >= at + text.length()
        && new String(head, at, text.length(), ISO_8859_1).equals(text);
  }
}
