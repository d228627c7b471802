package io.bactrian.media;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/**
 * Where downloads under way are kept: small ones in memory, others in a directory. What a crash
 * left in it is deleted at the start.
 */
@Component
public final class TemporaryMedia implements InitializingBean {

  private static final Logger LOG = LoggerFactory.getLogger(TemporaryMedia.class);

  private final MediaSettings settings;

  TemporaryMedia(MediaSettings settings) {
    this.settings = settings;
  }

  /** Of one media file, in bytes. */
  long maxSize() {
    return settings.maxSize().toBytes();
  }

  /** Makes room for one media file of at most the size the settings allow. */
  MediaSink open() {
    return open(maxSize());
  }

  /** Makes room for something of at most so many bytes. */
  public MediaSink open(long maxSize) {
    return new MediaSink(settings.tempDir(), settings.memoryThreshold().toBytes(), maxSize);
  }

  /** Deletes leftovers; only old ones, for other copies of the program may share the directory. */
  @Override
  public void afterPropertiesSet() {
    Path directory = settings.tempDir();
    if (!Files.isDirectory(directory)) {
      return;
    }
    Instant limit = Instant.now().minus(settings.leftoversAfter());
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "media-*.part")) {
      for (Path file : files) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      LOG.warn("Leftovers in {} could not be deleted: {}", directory, e.toString());
    }
  }
}
