package io.bactrian.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** A name a file may be saved under on anyone's machine, made of the one the sender gave it. */
public final class SafeFileName {

  /** Bytes of UTF-8: file systems take 255, and a browser may add " (1)" and the like. */
  private static final int MAX_LENGTH = 180;

  private static final int MAX_EXTENSION = 16;

  /** Controls, bidirectional overrides, invisible characters, halves of pairs. */
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]");

  private static final Pattern RESERVED = Pattern.compile("[<>:\"|?*%$`]");
  private static final Pattern EDGES = Pattern.compile("^[.\\s\\p{Z}]+|[.\\s\\p{Z}]+$");
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");
  private static final String ATTR_CHARS = "!#$&+-.^_`|~";

  private SafeFileName() {}

  /**
   * Makes a name safe: no path, nothing invisible, nothing a file system or shell reads in its own
   * way, of bounded length, never empty.
   *
   * @param name as given by the sender, or null
   * @param mimeType gives the extension where the name has none; may be null
   */
  public static String of(String name, String mimeType) {
    String last = name == null ? "" : name.substring(name.lastIndexOf('/') + 1);
    last = last.substring(last.lastIndexOf('\\') + 1);
    String safe = INVISIBLE.matcher(Normalizer.normalize(last, Normalizer.Form.NFC)).replaceAll("");
    safe = EDGES.matcher(RESERVED.matcher(safe).replaceAll("_")).replaceAll("");
    if (safe.isEmpty()) {
      safe = family(mimeType);
    }
    if (DEVICE.matcher(safe).matches()) {
      safe = "_" + safe;
    }
    String extension = extension(safe);
    String stem = safe.substring(0, safe.length() - extension.length());
    if (extension.isEmpty()) {
      extension = MediaTypes.extension(mimeType);
    }
    return shorten(stem, MAX_LENGTH - extension.getBytes(UTF_8).length) + extension;
  }

  /** The value of {@code Content-Disposition} (RFC 6266) that saves a file under a safe name. */
  static String attachment(String name, String mimeType) {
    String safe = of(name, mimeType);
    String ascii = safe.replaceAll("[^A-Za-z0-9 ._()-]", "_");
    return "attachment; filename=\"%s\"; filename*=UTF-8''%s".formatted(ascii, encoded(safe));
  }

  private static String family(String mimeType) {
    String family = mimeType == null ? "" : mimeType.toLowerCase(Locale.ROOT).split("/", 2)[0];
    return switch (family) {
      case "image", "video", "audio" -> family;
      default -> "document";
    };
  }

  private static String extension(String name) {
    int dot = name.lastIndexOf('.');
    String extension = dot <= 0 ? "" : name.substring(dot);
    return extension.matches("\\.[A-Za-z0-9]{1," + MAX_EXTENSION + "}") ? extension : "";
  }

  private static String shorten(String text, int maxBytes) {
    int end = text.length();
    while (text.substring(0, end).getBytes(UTF_8).length > maxBytes) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end).stripTrailing();
  }

  /** RFC 5987. */
  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || ATTR_CHARS.indexOf(c) >= 0);
      if (plain) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return encoded.toString();
  }
}
