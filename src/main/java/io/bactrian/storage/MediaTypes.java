package io.bactrian.storage;

import io.bactrian.chat.AttachmentKind;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.tika.mime.MimeTypeException;
import org.apache.tika.mime.MimeTypes;

/** Which media types go together, and which a browser may be told. */
public final class MediaTypes {

  /** Of bytes that nothing recognises, and of what a browser must not interpret. */
  public static final String UNKNOWN = "application/octet-stream";

  private static final Pattern WELL_FORMED =
      Pattern.compile("[a-z]{1,20}/[a-z0-9][a-z0-9!#$&^_.+-]{0,99}");

  /** Text that says nothing of its own format in its first bytes, and that no browser runs. */
  private static final Set<String> PLAIN_TEXTS =
      Set.of(
          "text/csv",
          "text/tab-separated-values",
          "text/calendar",
          "text/vcard",
          "text/x-vcard",
          "text/markdown",
          "application/json");

  /** Formats that are zip archives inside, beside those of the vendor tree. */
  private static final Set<String> ARCHIVES =
      Set.of("application/epub+zip", "application/java-archive", "application/was");

  /** Types with no active content, whatever the browser. */
  private static final Set<String> FOR_BROWSERS =
      Set.of(
          "image/jpeg",
          "image/png",
          "image/gif",
          "image/webp",
          "image/heic",
          "image/heif",
          "image/avif",
          "image/bmp",
          "image/tiff",
          "video/mp4",
          "video/3gpp",
          "video/quicktime",
          "video/webm",
          "video/ogg",
          "audio/ogg",
          "audio/mp4",
          "audio/mpeg",
          "audio/3gpp",
          "audio/aac",
          "audio/amr",
          "audio/wav",
          "audio/webm",
          "audio/flac",
          "application/pdf",
          "application/zip",
          "text/plain",
          "text/csv");

  /** Where Tika's first extension is not the one people know. */
  private static final Map<String, String> EXTENSIONS =
      Map.of(
          "audio/ogg", ".ogg",
          "application/was", ".was",
          "audio/3gpp", ".3gp",
          "audio/mp4", ".m4a",
          "audio/mpeg", ".mp3",
          "video/quicktime", ".mov",
          "text/vcard", ".vcf",
          "text/x-vcard", ".vcf");

  private MediaTypes() {}

  /**
   * Whether the bytes are clearly no such media: a page, a script, a document, a program where a
   * picture, a film or a sound was announced. Unrecognised bytes are no contradiction, for not
   * every codec is known; nor is an archive as a sticker (animated ones are).
   */
  public static boolean contradict(AttachmentKind kind, String sniffed) {
    if (kind == AttachmentKind.document || sniffed.equals(UNKNOWN)) {
      return false;
    }
    if (kind == AttachmentKind.sticker
        && (sniffed.equals("application/zip") || sniffed.equals("application/gzip"))) {
      return false;
    }
    return !sniffed.matches("(image|video|audio)/.*") || sniffed.equals("image/svg+xml");
  }

  /**
   * The type to record: what was sniffed, or, where that is only a wrapping, the declared type that
   * fits into it.
   *
   * @param declared by the sender, with or without parameters; may be null or garbage
   */
  public static String settle(String sniffed, String declared) {
    String plain = plain(declared);
    if (plain == null) {
      return sniffed;
    }
    boolean fits =
        switch (sniffed) {
          // Pictures and text are always recognised: what is not, is neither.
          case UNKNOWN -> plain.matches("(audio|video)/.*|application/(?!.*(xml|script|pdf)).*");
          case "application/zip" ->
              (plain.startsWith("application/vnd.") && !plain.endsWith("xml"))
                  || ARCHIVES.contains(plain);
          // An animated sticker: a zip archive, or that in gzip.
          case "application/gzip" -> plain.equals("application/was");
          case "text/plain" -> PLAIN_TEXTS.contains(plain);
          case "video/x-matroska" -> plain.equals("video/webm");
          case "audio/x-matroska" -> plain.equals("audio/webm");
          default -> false;
        };
    return fits ? plain : sniffed;
  }

  /** The type to tell a browser: harmless, or {@link #UNKNOWN}. */
  public static String forBrowser(String type) {
    String plain = plain(type);
    return plain != null && FOR_BROWSERS.contains(plain) ? plain : UNKNOWN;
  }

  /** The usual extension with its dot; empty if there is none. */
  static String extension(String type) {
    String plain = plain(type);
    if (plain == null) {
      return "";
    }
    if (plain.equals("audio/ogg") && type.toLowerCase(Locale.ROOT).contains("codecs=opus")) {
      return ".opus";
    }
    try {
      String known = EXTENSIONS.get(plain);
      return known != null ? known : MimeTypes.getDefaultMimeTypes().forName(plain).getExtension();
    } catch (MimeTypeException e) {
      return "";
    }
  }

  private static String plain(String type) {
    if (type == null) {
      return null;
    }
    int parameters = type.indexOf(';');
    String plain =
        (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    return WELL_FORMED.matcher(plain).matches() ? plain : null;
  }
}
