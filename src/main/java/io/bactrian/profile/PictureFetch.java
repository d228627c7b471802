package io.bactrian.profile;

import io.bactrian.chat.AttachmentKind;
import io.bactrian.failure.InfrastructureFailureException;
import io.bactrian.failure.RungDeadException;
import io.bactrian.media.DownloadLimits;
import io.bactrian.media.Expectation;
import io.bactrian.media.MediaDownload;
import io.bactrian.media.MediaFile;
import io.bactrian.media.MediaHosts;
import io.bactrian.media.MediaSink;
import io.bactrian.media.MediaSink.Origin;
import io.bactrian.media.SourceUnavailableException;
import io.bactrian.media.Target;
import io.bactrian.media.TemporaryMedia;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Downloads pictures of people and groups, past the same guard as media. */
@Component
public class PictureFetch {

  /** What browsers show and nothing runs. */
  private static final Set<String> PICTURES =
      Set.of("image/jpeg", "image/png", "image/webp", "image/gif");

  private static final Expectation ANY_PICTURE =
      new Expectation(AttachmentKind.image, null, null, null, null, null, null);

  private final TemporaryMedia files;
  private final MediaHosts hosts;
  private final MediaDownload download;
  private final ProfileSettings settings;

  public PictureFetch(
      TemporaryMedia files, MediaHosts hosts, MediaDownload download, ProfileSettings settings) {
    this.files = files;
    this.hosts = hosts;
    this.download = download;
    this.settings = settings;
  }

  /**
   * Downloads a picture.
   *
   * @return a file that the caller closes
   * @throws RungDeadException if the link is refused, expired, or leads to no picture
   * @throws SourceUnavailableException if it may be had later
   * @throws InfrastructureFailureException if we are the ones in trouble
   */
  public MediaFile get(String url) {
    Target target = hosts.outside(url);
    DownloadLimits limits = settings.pictureLimits();
    try (MediaSink sink = files.open(limits.maxSize())) {
      download.picture(target, limits, sink);
      MediaFile file = sink.publish(ANY_PICTURE, Origin.PLAIN);
      if (!PICTURES.contains(file.mimeType())) {
        file.close();
        throw new RungDeadException("a picture announced, bytes are " + file.mimeType());
      }
      return file;
    }
  }
}
