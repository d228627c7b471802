package io.bactrian.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bactrian.failure.InfrastructureFailureException;
import io.bactrian.failure.RungDeadException;
import io.bactrian.media.MediaSink.Origin;
import io.bactrian.storage.ObjectStorage;
import io.bactrian.storage.ObjectStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The rungs of the media ladder, one method each. A media file streams into a temporary file and is
 * checked there against what the webhook announced; the file belongs to the caller, who closes it.
 *
 * <p>All methods throw {@link RungDeadException} where the rung can't give this media file any
 * more, {@link SourceUnavailableException} where it may later, {@link
 * InfrastructureFailureException} where we are the ones in trouble. A link, path or message that is
 * null is a dead rung.
 */
@Component("mediaFetch")
public class MediaFetch {

  private final TemporaryMedia files;
  private final MediaHosts hosts;
  private final MediaDownload download;
  private final EvolutionMedia evolution;
  private final ObjectStorage storage;

  MediaFetch(
      TemporaryMedia files,
      MediaHosts hosts,
      MediaDownload download,
      EvolutionMedia evolution,
      ObjectStorage storage) {
    this.files = files;
    this.hosts = hosts;
    this.download = download;
    this.evolution = evolution;
    this.storage = storage;
  }

  /** Bytes that came inside the webhook, put aside in object storage at intake. */
  public MediaFile inline(String inlineKey, Expectation expected) {
    given(inlineKey, "no inline bytes");
    return receive(expected, Origin.EVOLUTION, out -> copyInline(inlineKey, out));
  }

  /** A plain link ({@code mediaUrl}), usually presigned by Evolution's object storage. */
  public MediaFile plain(String url, Expectation expected) {
    Target target = hosts.outside(given(url, "no mediaUrl"));
    return receive(expected, Origin.PLAIN, out -> download.plain(target, out));
  }

  /** The link the sender's phone wrote ({@code url}); decrypted if there is a media key. */
  public MediaFile encrypted(String url, Expectation expected) {
    Target target = hosts.outside(given(url, "no url"));
    if (!target.hasPath()) {
      // WhatsApp sends a bare https://web.whatsapp.net where only the directPath counts.
      throw RungDeadException.forGood("url has no path");
    }
    return fromMediaHost(target, expected);
  }

  /** The path on the media host ({@code directPath}); decrypted if there is a media key. */
  public MediaFile directPath(String path, Expectation expected) {
    String whole = given(path, "no directPath") + additions(path, expected);
    return fromMediaHost(hosts.onMediaHost(whole), expected);
  }

  /**
   * What Evolution downloads and decrypts.
   *
   * @param evolutionMessage JSON of {@code {"key":…,"message":…}} with wrappers removed
   */
  public MediaFile evolution(String instance, String evolutionMessage, Expectation expected) {
    given(evolutionMessage, "no message to ask Evolution with");
    return receive(
        expected, Origin.EVOLUTION, out -> evolution.get(instance, evolutionMessage, out));
  }

  private MediaFile fromMediaHost(Target target, Expectation expected) {
    if (expected.mediaKey() == null) {
      return receive(
          expected,
          Origin.PLAIN,
          out -> download.fromMediaHost(target, InputStream::transferTo, out));
    }
    MediaKeys keys = MediaKeys.derive(expected);
    MediaCipher cipher = new MediaCipher(keys, expected.fileEncSha256());
    return receive(
        expected,
        Origin.AUTHENTICATED,
        out -> download.fromMediaHost(target, cipher::decrypt, out));
  }

  /** The query that whatsmeow adds to a directPath. */
  private static String additions(String path, Expectation expected) {
    StringBuilder query = new StringBuilder(path.contains("?") ? "&" : "?");
    if (expected.fileEncSha256() != null) {
      String hash = Base64.getUrlEncoder().encodeToString(expected.fileEncSha256());
      query.append("hash=").append(URLEncoder.encode(hash, UTF_8)).append('&');
    }
    String type =
        switch (expected.kind()) {
          case image, sticker -> "image";
          case video -> "video";
          case audio -> "audio";
          case document -> "document";
        };
    return query.append("mms-type=").append(type).append("&__wa-mms=").toString();
  }

  private void copyInline(String key, OutputStream out) {
    try (ObjectStream in = storage.open(key, files.maxSize())) {
      if (in.length() > files.maxSize()) {
        throw RungDeadException.forGood("larger than %d bytes".formatted(files.maxSize()));
      }
      in.transferTo(out);
    } catch (IOException | SdkException e) {
      throw new InfrastructureFailureException("S3 get: broke off", e);
    }
  }

  private MediaFile receive(Expectation expected, Origin origin, Consumer<OutputStream> source) {
    try (MediaSink sink = files.open()) {
      source.accept(sink);
      return sink.publish(expected, origin);
    }
  }

  private static String given(String value, String reason) {
    if (value == null || value.isBlank()) {
      throw new RungDeadException(reason);
    }
    return value;
  }
}
