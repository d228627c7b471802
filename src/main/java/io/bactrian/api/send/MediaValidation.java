package io.bactrian.api.send;

import io.bactrian.api.http.ApiSettings;
import io.bactrian.api.http.FieldError;
import io.bactrian.send.OutgoingMessage;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.tika.Tika;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** The part of the validation that looks at media. */
@Component
final class MediaValidation {

  /** What Evolution takes for a URL (validator.js, isURL): at most so long, */
  private static final int MAX_URL = 2082;

  /** and of a host that is an IP address or ends in a top-level domain. */
  private static final Pattern HOST =
      Pattern.compile(
          "\\[.*]|\\d{1,3}(?:\\.\\d{1,3}){3}|.+\\.(?:\\p{L}{2,}|xn[a-z0-9-]{2,})",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern FILE_NAME = Pattern.compile("[^/\\\\\\p{Cntrl}]{1,255}");

  private final ApiSettings settings;
  private final Tika tika = new Tika();

  MediaValidation(ApiSettings settings) {
    this.settings = settings;
  }

  /**
   * Makes a media file of what was posted; it is not to be used if errors were added.
   *
   * @param text of the message, which is the caption if the media has none of its own
   */
  OutgoingMessage.Media validate(MessageRequest.Media media, String text, List<FieldError> errors) {
    String fileName = fileName(media.fileName(), errors);
    byte[] content = content(media.base64(), errors);
    URI url = url(media.url(), errors);
    if ((content == null) == !present(media.url())) {
      errors.add(FieldError.of("media", "needs either url or base64, and not both"));
    }
    String caption = present(media.caption()) ? media.caption() : null;
    if (caption != null && text != null && !caption.equals(text)) {
      errors.add(FieldError.of("media.caption", "contradicts text: give one of them"));
    }
    OutgoingMessage.Media valid =
        new OutgoingMessage.Media(
            url,
            content,
            mimeType(media.mimetype(), content, fileName, url, errors),
            fileName,
            caption == null ? text : caption,
            media.ptt());
    checkAudio(valid, errors);
    return valid;
  }

  /** WhatsApp has no caption for an audio, and no voice note that is none. */
  private static void checkAudio(OutgoingMessage.Media media, List<FieldError> errors) {
    boolean audio = media.kind().equals("audio");
    if (audio && media.caption() != null) {
      errors.add(FieldError.of("media.caption", "is not for an audio: send the text by itself"));
    }
    if (!audio && Boolean.TRUE.equals(media.ptt())) {
      errors.add(FieldError.of("media.ptt", "is for an audio only"));
    }
  }

  private byte[] content(byte[] base64, List<FieldError> errors) {
    if (base64 == null || base64.length == 0) {
      return null;
    }
    if (base64.length > settings.maxMediaSize().toBytes()) {
      errors.add(
          FieldError.of(
              "media.base64",
              "must not exceed %d bytes".formatted(settings.maxMediaSize().toBytes())));
    }
    return base64;
  }

  private static URI url(String url, List<FieldError> errors) {
    if (!present(url)) {
      return null;
    }
    try {
      URI uri = new URI(url.strip());
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (url.length() <= MAX_URL
          && (scheme.equals("http") || scheme.equals("https"))
          && uri.getHost() != null
          && HOST.matcher(uri.getHost()).matches()) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Said below, together with the other ways of being none.
    }
    errors.add(
        FieldError.of(
            "media.url",
            "must be an absolute http or https URL of a public name or an address, of at most %d characters"
                .formatted(MAX_URL)));
    return null;
  }

  private String mimeType(
      String given, byte[] content, String fileName, URI url, List<FieldError> errors) {
    if (!present(given)) {
      return guess(content, fileName, url);
    }
    try {
      MediaType type = MediaType.parseMediaType(given.strip());
      if (type.isConcrete()) {
        return type.toString();
      }
    } catch (InvalidMediaTypeException e) {
      // Said below.
    }
    errors.add(FieldError.of("media.mimetype", "must be a type like image/jpeg"));
    return MediaType.APPLICATION_OCTET_STREAM_VALUE;
  }

  private String guess(byte[] content, String fileName, URI url) {
    if (content != null) {
      return tika.detect(content, fileName);
    }
    String name = fileName == null && url != null ? url.getPath() : fileName;
    return name == null ? MediaType.APPLICATION_OCTET_STREAM_VALUE : tika.detect(name);
  }

  private static String fileName(String fileName, List<FieldError> errors) {
    if (!present(fileName)) {
      return null;
    }
    if (!FILE_NAME.matcher(fileName).matches()) {
      errors.add(FieldError.of("media.fileName", "must be a name of at most 255 characters"));
    }
    return fileName;
  }

  private static boolean present(String value) {
    return value != null && !value.isBlank();
  }
}
