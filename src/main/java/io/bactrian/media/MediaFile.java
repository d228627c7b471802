package io.bactrian.media;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * A verified media file in a temporary file, which belongs to the holder: closing deletes it.
 *
 * @param size in bytes
 * @param sha256 of the content, lower-case hex
 * @param md5 of the content, base64
 * @param mimeType what the bytes are, without parameters
 */
public record MediaFile(Path path, long size, String sha256, String md5, String mimeType)
    implements Closeable {

  @Override
  public void close() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LoggerFactory.getLogger(MediaFile.class)
          .warn("Temporary media file could not be deleted: {}", path);
    }
  }
}
