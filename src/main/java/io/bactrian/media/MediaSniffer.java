package io.bactrian.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.bactrian.chat.AttachmentKind;
import io.bactrian.failure.InfrastructureFailureException;
import io.bactrian.storage.MediaTypes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;

/** Says from the first bytes of a file what it is, never from its name or what it is called. */
public final class MediaSniffer {

  private static final MimeTypes MAGIC = MimeTypes.getDefaultMimeTypes();

  private MediaSniffer() {}

  /**
   * The type of a file as a media type; {@code application/octet-stream} if nothing knows it.
   *
   * @param kind decides where a container (Ogg, MP4) may hold sound or pictures
   * @throws InfrastructureFailureException if our own file can't be read
   */
  public static String sniff(Path file, AttachmentKind kind) {
    try (InputStream in = Files.newInputStream(file)) {
      return sniff(in.readNBytes(MAGIC.getMinLength()), kind);
    } catch (IOException e) {
      throw new InfrastructureFailureException("temporary media file can't be read", e);
    }
  }

  /**
   * The type of a file as a media type; {@code application/octet-stream} if nothing knows it.
   *
   * @param head the file, or at least its first 64 KiB
   * @param kind decides where a container (Ogg, MP4) may hold sound or pictures
   */
  static String sniff(byte[] head, AttachmentKind kind) {
    String common = Signature.of(head);
    return common == null ? detect(head, kind) : common;
  }

  private static String detect(byte[] head, AttachmentKind kind) {
    String type;
    try {
      type = MAGIC.detect(new ByteArrayInputStream(head), new Metadata()).toString();
    } catch (IOException e) {
      throw new IllegalStateException("an array of bytes can't be read", e);
    }
    return switch (type) {
      case "video/quicktime", "video/mp4", "application/mp4", "audio/mp4", "video/x-m4v" ->
          isoMedia(head, kind);
      case "application/ogg", "audio/vorbis", "audio/opus", "audio/speex", "audio/ogg" ->
          kind == AttachmentKind.video ? "video/ogg" : "audio/ogg";
      case "video/3gpp", "video/3gpp2" -> kind == AttachmentKind.audio ? "audio/3gpp" : type;
      case "application/x-matroska" ->
          kind == AttachmentKind.audio ? "audio/x-matroska" : "video/x-matroska";
      case "audio/x-aac" -> "audio/aac";
      case "audio/vnd.wave", "audio/x-wav" -> "audio/wav";
      case "application/x-tika-ooxml" -> "application/zip";
      case "application/x-tika-msoffice" -> MediaTypes.UNKNOWN;
      default -> type;
    };
  }

  /** Tika knows only some brands of the ISO media container; all but Apple's own are MP4. */
  private static String isoMedia(byte[] head, AttachmentKind kind) {
    String brand = head.length < 12 ? "" : new String(head, 4, 8, ISO_8859_1);
    if (brand.equals("ftypqt  ") || !brand.startsWith("ftyp")) {
      return "video/quicktime";
    }
    boolean sound = kind == AttachmentKind.audio || brand.startsWith("ftypM4A");
    return sound ? "audio/mp4" : "video/mp4";
  }
}
