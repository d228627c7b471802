package io.bactrian.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/**
 * A message to be sent, validated and in normal form.
 *
 * @param to JID of a person or a group
 * @param text null if it is a media file; a media file's text is its caption
 * @param media null if it is a text
 * @param quoted WhatsApp id of the message it answers, or null
 * @param delay how long WhatsApp shows "typing" before it goes, or null
 * @param mentioned JIDs of the people it mentions; empty if none
 * @param mentionsEveryOne whether it mentions everybody in its group
 * @param linkPreview whether links get a preview, or null for Evolution's default
 */
public record OutgoingMessage(
    String instance,
    String to,
    String text,
    Media media,
    String quoted,
    Duration delay,
    List<String> mentioned,
    boolean mentionsEveryOne,
    Boolean linkPreview) {

  /**
   * The media of a message: either {@code url} or {@code content} is given, the other is null.
   *
   * @param url absolute, http or https; fetched by Evolution
   * @param content the bytes themselves
   * @param mimeType never null: as given, or else guessed from content or name
   * @param fileName a bare name without a path, or null
   * @param caption or null
   * @param ptt whether an audio is a voice note; null for the default, which is yes
   */
  public record Media(
      URI url, byte[] content, String mimeType, String fileName, String caption, Boolean ptt) {

    /** image, video, audio or document: how WhatsApp shows it. */
    public String kind() {
      String type = mimeType.substring(0, mimeType.indexOf('/'));
      return switch (type) {
        case "image", "video", "audio" -> type;
        default -> "document";
      };
    }
  }

  /** The same to another address. */
  OutgoingMessage to(String other) {
    return new OutgoingMessage(
        instance, other, text, media, quoted, delay, mentioned, mentionsEveryOne, linkPreview);
  }

  /** text, image, video, audio or document. */
  public String kind() {
    return media == null ? "text" : media.kind();
  }

  /**
   * SHA-256 in hex of all that makes this message what it is: equal messages have equal
   * fingerprints, however their JSON was written.
   */
  public String fingerprint() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      write(new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), sha256)));
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(DataOutputStream out) throws IOException {
    write(out, instance);
    write(out, to);
    write(out, text);
    write(out, quoted);
    write(out, delay);
    write(out, linkPreview);
    out.writeInt(mentioned.size());
    for (String jid : mentioned) {
      write(out, jid);
    }
    out.writeBoolean(media != null);
    if (media != null) {
      write(out, media.url());
      write(out, media.content());
      write(out, media.mimeType());
      write(out, media.fileName());
      write(out, media.caption());
      writeIfGiven(out, media.ptt());
    }
    writeIfGiven(out, mentionsEveryOne ? true : null);
  }

  /** What an older version knew nothing of leaves its fingerprints as they were. */
  private static void writeIfGiven(DataOutputStream out, Object value) throws IOException {
    if (value != null) {
      write(out, value);
    }
  }

  private static void write(DataOutputStream out, Object value) throws IOException {
    write(out, value == null ? null : value.toString().getBytes(UTF_8));
  }

  /** With its length in front, so that no two messages run together into one. */
  private static void write(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes == null ? -1 : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }
}
