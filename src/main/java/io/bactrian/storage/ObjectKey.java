package io.bactrian.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Names objects by what identifies them, so that doing a job again overwrites its own work. What
 * comes from outside is written so that two names never meet and none climbs out of its place.
 */
public final class ObjectKey {

  /** Room for the file systems under some object stores, which take 255 bytes a name. */
  private static final int MAX_SEGMENT = 200;

  private ObjectKey() {}

  /**
   * The key of a verified media file.
   *
   * @param whatsappId WhatsApp's id of the message, unique within the chat
   * @param sha256 of the media, lower-case hex
   */
  public static String media(String instance, String chat, String whatsappId, String sha256) {
    return String.join(
        "/", "media", segment(instance), segment(chat), segment(whatsappId), segment(sha256));
  }

  /**
   * The key of bytes put aside at intake.
   *
   * @param n counts the media of one event from 0
   */
  public static String inline(String instance, UUID eventId, int n) {
    return String.join("/", "inline", segment(instance), eventId.toString(), Integer.toString(n));
  }

  /**
   * The key of the picture of a person or a group.
   *
   * @param sha256 of the picture, lower-case hex
   */
  public static String picture(String instance, String chat, String sha256) {
    return String.join("/", "picture", segment(instance), segment(chat), segment(sha256));
  }

  private static String segment(String given) {
    boolean dots = given.chars().allMatch(c -> c == '.');
    StringBuilder segment = new StringBuilder();
    for (byte b : given.getBytes(UTF_8)) {
      if (plain(b) && !(dots && b == '.')) {
        segment.append((char) b);
      } else {
        segment.append('=').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    if (segment.isEmpty()) {
      return "=";
    }
    // No encoding holds "=h", so a hash can't be taken for a name.
    return segment.length() <= MAX_SEGMENT ? segment.toString() : "=h" + sha256(given);
  }

  private static boolean plain(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || "._@-".indexOf(b) >= 0;
  }

  private static String sha256(String given) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(given.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
