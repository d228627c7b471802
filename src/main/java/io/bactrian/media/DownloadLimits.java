package io.bactrian.media;

import java.time.Duration;

/**
 * What one download may take.
 *
 * @param maxSize largest body in bytes
 * @param idle longest silence of the other side
 * @param deadline longest whole exchange, however steadily it drips
 */
public record DownloadLimits(long maxSize, Duration idle, Duration deadline) {

  /** Those of a media file, with what encryption adds to it. */
  static DownloadLimits of(MediaSettings settings) {
    return new DownloadLimits(
        settings.maxSize().toBytes() + MediaCipher.OVERHEAD,
        settings.idleTimeout(),
        settings.deadline());
  }
}
