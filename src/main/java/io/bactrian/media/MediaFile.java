package io.bactrian.media;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import org.slf4j.LoggerFactory;

/**
 * A verified media file. It belongs to the holder: closing deletes the temporary file of a large
 * one.
 *
 * @param content the bytes as a Camel endpoint takes them: a {@code byte[]}, or a {@link File}
 * @param size in bytes
 * @param sha256 of the content, lower-case hex
 * @param md5 of the content, base64
 * @param mimeType what the bytes are, without parameters
 */
public record MediaFile(Object content, long size, String sha256, String md5, String mimeType)
    implements Closeable {

  @Override
  public void close() {
    if (content instanceof File file) {
      try {
        Files.deleteIfExists(file.toPath());
      } catch (IOException e) {
        LoggerFactory.getLogger(MediaFile.class)
            .warn("Temporary media file could not be deleted: {}", file);
      }
    }
  }
}
