package io.bactrian.media;

import io.bactrian.chat.IncomingMedia;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What a later webhook adds to a media file that is known already: what was missing, and links that
 * last longer. Evolution tells of a message again when it has got its key, or has signed a link
 * again.
 */
@Component
public class MediaRefresh {

  /**
   * The media with what was added.
   *
   * @param deadline the earliest moment at which a link that works now may dry up
   */
  public record Refreshed(IncomingMedia media, Instant deadline) {}

  private final MediaExpiry expiry;

  public MediaRefresh(MediaExpiry expiry) {
    this.expiry = expiry;
  }

  /** Empty if the told one adds no way to obtain it. */
  public Optional<Refreshed> refresh(IncomingMedia known, IncomingMedia told, Instant now) {
    String mediaUrl = fresher(Rung.MEDIA_URL, known.mediaUrl(), told.mediaUrl(), now);
    String url = fresher(Rung.URL, known.url(), told.url(), now);
    String path = fresher(Rung.DIRECT_PATH, known.directPath(), told.directPath(), now);
    IncomingMedia both =
        new IncomingMedia(
            known.kind(),
            first(known.keyInfo(), told.keyInfo()),
            first(known.mimeType(), told.mimeType()),
            first(known.fileName(), told.fileName()),
            first(known.length(), told.length()),
            first(known.width(), told.width()),
            first(known.height(), told.height()),
            first(known.duration(), told.duration()),
            first(known.inlineKey(), told.inlineKey()),
            mediaUrl,
            url,
            path,
            first(known.mediaKey(), told.mediaKey()),
            first(known.fileSha256(), told.fileSha256()),
            first(known.fileEncSha256(), told.fileEncSha256()),
            evolutionMessage(known, told, path));
    return isSame(known, both)
        ? Optional.empty()
        : Optional.of(new Refreshed(both, deadline(both, now)));
  }

  /** The told link, unless the known one is known to last as long. */
  private String fresher(Rung rung, String known, String told, Instant now) {
    if (told == null || told.equals(known)) {
      return known;
    }
    Instant end = known == null ? null : expiry.of(rung, known);
    if (end == null) {
      return told;
    }
    Instant other = expiry.of(rung, told);
    if (other == null) {
      // A presigned link may give way to one for ever; the media host's own all say their end.
      return rung == Rung.MEDIA_URL || !now.isBefore(end) ? told : known;
    }
    return other.isAfter(end) ? told : known;
  }

  /** Evolution reads key and path from it; it must not lose the key for a newer path. */
  private static String evolutionMessage(IncomingMedia known, IncomingMedia told, String path) {
    if (known.evolutionMessage() == null || told.evolutionMessage() == null) {
      return first(known.evolutionMessage(), told.evolutionMessage());
    }
    boolean keyAdded = known.mediaKey() == null && told.mediaKey() != null;
    boolean pathAdded =
        !Objects.equals(path, known.directPath())
            && (told.mediaKey() != null || known.mediaKey() == null);
    return keyAdded || pathAdded ? told.evolutionMessage() : known.evolutionMessage();
  }

  private Instant deadline(IncomingMedia media, Instant now) {
    return expiry.deadline(
        live(Rung.URL, media.url(), now),
        live(Rung.DIRECT_PATH, media.directPath(), now),
        live(Rung.MEDIA_URL, media.mediaUrl(), now),
        now);
  }

  private String live(Rung rung, String link, Instant now) {
    Instant end = link == null ? null : expiry.of(rung, link);
    return end == null || now.isBefore(end) ? link : null;
  }

  private static boolean isSame(IncomingMedia known, IncomingMedia both) {
    return Objects.equals(known.inlineKey(), both.inlineKey())
        && Objects.equals(known.mediaUrl(), both.mediaUrl())
        && Objects.equals(known.url(), both.url())
        && Objects.equals(known.directPath(), both.directPath())
        && Objects.equals(known.evolutionMessage(), both.evolutionMessage())
        && (known.mediaKey() == null) == (both.mediaKey() == null)
        && (known.fileSha256() == null) == (both.fileSha256() == null)
        && (known.fileEncSha256() == null) == (both.fileEncSha256() == null);
  }

  private static <T> T first(T known, T told) {
    return known == null ? told : known;
  }
}
