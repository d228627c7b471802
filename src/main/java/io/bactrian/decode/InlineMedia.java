package io.bactrian.decode;

import io.bactrian.storage.ObjectBytes;
import io.bactrian.web.SpooledBody;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;

/**
 * One inline base64 of a webhook body, left where it lies. Whether it is base64 at all is known
 * only when it is read. Usable while the body it was found in is open.
 */
public final class InlineMedia {

  private static final String CLAIM = "claim:";

  private final UUID eventId;
  private final int index;
  private final SpooledBody body;
  private final long offset;
  private final long length;

  InlineMedia(UUID eventId, int index, SpooledBody body, long offset, long length) {
    this.eventId = eventId;
    this.index = index;
    this.body = body;
    this.offset = offset;
    this.length = length;
  }

  /** Its place among the inline media of the body, from 0. */
  public int index() {
    return index;
  }

  /** Where its bytes belong in object storage; the claim in the event's JSON names it. */
  public String objectKey() {
    return objectKey(eventId) + index;
  }

  /**
   * The media's bytes, decoded as they are read; each call starts again.
   *
   * <p>Reading throws {@link UndecodableMediaException} where the text is no base64.
   */
  public InputStream open() {
    return new Base64Stream(new JsonStringStream(body.open(offset, length)));
  }

  /**
   * Reads it through once: object storage wants length and MD5 before the bytes.
   *
   * @return what it is decoded, of more than 0 bytes
   * @throws UndecodableMediaException if the text is no base64, or empty
   */
  public ObjectBytes decoded() throws IOException {
    try (InputStream in = open()) {
      ObjectBytes decoded = ObjectBytes.of(in);
      if (decoded.length() == 0) {
        throw new UndecodableMediaException("the inline base64 is empty");
      }
      return decoded;
    }
  }

  /** What stands in the event's JSON in the place of the base64. */
  String claim() {
    return CLAIM + objectKey();
  }

  /**
   * The object key that a claim names.
   *
   * @return null unless it is a claim of this very event: only those were made by us
   */
  static String objectKey(UUID eventId, String claim) {
    return claim != null && claim.startsWith(CLAIM + objectKey(eventId))
        ? claim.substring(CLAIM.length())
        : null;
  }

  /** Whether a text in the place of a media file names where it is, and is not the media itself. */
  static boolean isLink(String text) {
    return text != null && (text.startsWith("http://") || text.startsWith("https://"));
  }

  private static String objectKey(UUID eventId) {
    return "inline/" + eventId + "/";
  }
}
