package io.bactrian.media;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Until when a media file can be had, from what its links say of themselves: {@code oe} (hex epoch
 * seconds) on WhatsApp's media host, {@code X-Amz-Date} and {@code X-Amz-Expires} on a presigned
 * one. What can't be read says nothing.
 */
@Component("mediaExpiry")
public final class MediaExpiry {

  private static final Pattern OE = parameter("oe", "[0-9A-Fa-f]{1,10}");
  private static final Pattern AMZ_DATE = parameter("X-Amz-Date", "\\d{8}T\\d{6}Z");
  private static final Pattern AMZ_EXPIRES = parameter("X-Amz-Expires", "\\d{1,9}");
  private static final DateTimeFormatter AMZ_FORMAT =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** A moment before WhatsApp had such links is no expiry but a slip of who wrote it. */
  private static final Instant EARLIEST = Instant.parse("2015-01-01T00:00:00Z");

  private final Duration lifetime;
  private final Duration grace;

  MediaExpiry(MediaSettings settings) {
    this.lifetime = settings.lifetime();
    this.grace = settings.grace();
  }

  /**
   * The earliest moment at which a source may dry up; any link may be null.
   *
   * @param receivedAt when the webhook came
   */
  public Instant deadline(String url, String directPath, String mediaUrl, Instant receivedAt) {
    return Stream.of(oe(url), oe(directPath), presign(mediaUrl), receivedAt.plus(lifetime))
        .filter(Objects::nonNull)
        .min(Instant::compareTo)
        .orElseThrow();
  }

  /** When to give up: what comes with dead links still gets a while with Evolution. */
  Instant giveUp(Instant deadline, Instant receivedAt) {
    Instant atLeast = receivedAt.plus(grace);
    return deadline.isAfter(atLeast) ? deadline : atLeast;
  }

  /** Whether the link that this rung uses has expired; a rung without one never does. */
  public boolean expired(Rung rung, String url, String directPath, String mediaUrl, Instant now) {
    Instant end =
        switch (rung) {
          case MEDIA_URL -> of(rung, mediaUrl);
          case URL -> of(rung, url);
          case DIRECT_PATH -> of(rung, directPath);
          case BASE64, GET_BASE64 -> null;
        };
    return end != null && !now.isBefore(end);
  }

  /** When this link of a rung ends, or null if it does not say. */
  Instant of(Rung rung, String link) {
    return rung == Rung.MEDIA_URL ? presign(link) : oe(link);
  }

  private static Instant oe(String link) {
    String hex = value(OE, link);
    return hex == null ? null : plausible(Instant.ofEpochSecond(Long.parseLong(hex, 16)));
  }

  private static Instant presign(String link) {
    String date = value(AMZ_DATE, link);
    String seconds = value(AMZ_EXPIRES, link);
    if (date == null || seconds == null) {
      return null;
    }
    try {
      Instant signed = AMZ_FORMAT.parse(date, Instant::from);
      return plausible(signed.plusSeconds(Long.parseLong(seconds)));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Instant plausible(Instant end) {
    return end.isBefore(EARLIEST) ? null : end;
  }

  private static Pattern parameter(String name, String value) {
    return Pattern.compile("(?i)[?&]" + name + "=(" + value + ")(?=[&#]|$)");
  }

  private static String value(Pattern parameter, String link) {
    Matcher found = parameter.matcher(link == null ? "" : link);
    return found.find() ? found.group(1) : null;
  }
}
