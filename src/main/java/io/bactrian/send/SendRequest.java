package io.bactrian.send;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.bactrian.storage.SafeFileName;
import java.net.URI;
import java.util.List;

/**
 * What a message to be sent consists of, as kept with it until it has left.
 *
 * @param text null for media without text
 * @param quoted WhatsApp id of the message it answers, or null
 * @param delay milliseconds for which WhatsApp shows «typing» first, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SendRequest(
    String text,
    Media media,
    String quoted,
    Integer delay,
    Boolean linkPreview,
    List<String> mentioned,
    Boolean mentionsEveryOne) {

  /**
   * What is kept of a message.
   *
   * @param objectKey where the bytes lie that came with it, or null
   */
  static SendRequest of(OutgoingMessage message, String objectKey) {
    OutgoingMessage.Media media = message.media();
    return new SendRequest(
        message.text(),
        media == null
            ? null
            : new Media(
                media.url() == null ? null : media.url().toString(),
                objectKey,
                media.mimeType(),
                media.fileName(),
                media.caption(),
                media.ptt()),
        message.quoted(),
        message.delay() == null ? null : Math.toIntExact(message.delay().toMillis()),
        message.linkPreview(),
        message.mentioned(),
        message.mentionsEveryOne() ? true : null);
  }

  /**
   * Media of a message to be sent.
   *
   * @param url where Evolution fetches it, or null
   * @param objectKey where its bytes lie in object storage, if they came in the request
   * @param ptt false for an audio that is no voice note
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Media(
      String url, String objectKey, String mimetype, String fileName, String caption, Boolean ptt) {

    boolean isVoiceNote() {
      return mediaType().equals("audio") && !Boolean.FALSE.equals(ptt);
    }

    /**
     * The name it goes by. A document has to have one: Evolution refuses one of bytes without, and
     * fails where it finds none in an address.
     */
    String sentName() {
      if (fileName != null || !mediaType().equals("document")) {
        return fileName;
      }
      return SafeFileName.of(url == null ? null : URI.create(url).getPath(), mimetype);
    }

    /** Evolution's {@code mediatype}. */
    String mediaType() {
      String type = mimetype == null ? "" : mimetype;
      if (type.startsWith("image/")) {
        return "image";
      }
      if (type.startsWith("video/")) {
        return "video";
      }
      return type.startsWith("audio/") ? "audio" : "document";
    }
  }
}
