package io.bactrian.embedded.standin;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * WhatsApp's media host, Evolution's object storage and the profile pictures, all on one address:
 * what tests put there, and at the paths of the samples the samples' media.
 */
final class MediaHost {

  private static final String OCTETS = "application/octet-stream";

  /** Where WhatsApp keeps each kind of media, as the samples' paths have it. */
  private static final Map<Pattern, String> ENCRYPTED =
      Map.of(
          Pattern.compile("^/o1/v/t24/f2/m233/"), "sticker",
          Pattern.compile("^/o1/v/t24/f2/m23/"), "image",
          Pattern.compile("^/v/t62\\.7118-24/"), "image",
          Pattern.compile("^/v/t62\\.7161-24/"), "video",
          Pattern.compile("^/v/t62\\.7117-24/"), "ptt",
          Pattern.compile("^/v/t62\\.7119-24/"), "document");

  private static final Pattern PLAIN =
      Pattern.compile("^/.+/(image|video|audio|document|sticker)/[^/]+$");
  private static final Pattern PICTURE = Pattern.compile("^/v/t61\\.[^/]+/[^/]+\\.jpg$");

  private static final List<SampleMedia> SAMPLES = SampleMedia.all();

  private final Map<String, Answer> put = new ConcurrentHashMap<>();
  private final Map<String, EncryptedMedia> putMedia = new ConcurrentHashMap<>();

  void put(String path, Content content, String type) {
    put.put(path, Answer.of(200, type, content));
  }

  void put(String path, EncryptedMedia media) {
    put(path, media.file(), OCTETS);
    putMedia.put(path, media);
  }

  /** The first sample of this kind. */
  SampleMedia sample(String kind) {
    return SAMPLES.stream()
        .filter(sample -> sample.media().kind().equals(kind))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no sample of kind " + kind));
  }

  Answer answer(Request request) {
    Answer own = put.get(request.path());
    if (own != null) {
      return own;
    }
    return encrypted(request)
        .map(media -> Answer.of(200, OCTETS, media.file()))
        .or(() -> plain(request.path()))
        .orElseGet(() -> Answer.empty(404));
  }

  /** The plaintext whose hash this is, or else that of the file which lies at the path. */
  Optional<Content> plaintext(byte[] sha256, String directPath) {
    for (SampleMedia sample : SAMPLES) {
      if (Arrays.equals(sample.media().fileSha256(), sha256)) {
        return Optional.of(sample.media().plain());
      }
    }
    for (EncryptedMedia media : putMedia.values()) {
      if (Arrays.equals(media.fileSha256(), sha256)) {
        return Optional.of(media.plain());
      }
    }
    String path = directPath.split("\\?", 2)[0];
    return Optional.ofNullable(putMedia.get(path)).map(EncryptedMedia::plain);
  }

  /** A hash in the query selects among the samples, else the path's kind does. */
  private Optional<EncryptedMedia> encrypted(Request request) {
    Optional<String> kind =
        ENCRYPTED.entrySet().stream()
            .filter(place -> place.getKey().matcher(request.path()).find())
            .map(Map.Entry::getValue)
            .findFirst();
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    String hash = request.parameter("hash");
    return SAMPLES.stream()
        .map(SampleMedia::media)
        .filter(media -> hash != null && url(media.fileEncSha256()).equals(hash.replace("=", "")))
        .findFirst()
        .or(() -> kind.map(name -> sample(name).media()));
  }

  private Optional<Answer> plain(String path) {
    Matcher place = PLAIN.matcher(path);
    String kind = place.matches() ? place.group(1) : PICTURE.matcher(path).find() ? "image" : null;
    return Optional.ofNullable(kind)
        .map(this::sample)
        .map(sample -> Answer.of(200, sample.mimeType(), sample.media().plain()));
  }

  private static String url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
