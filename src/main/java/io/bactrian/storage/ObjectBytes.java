package io.bactrian.storage;

import io.bactrian.failure.InfrastructureFailureException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * What object storage is told of bytes before it gets them.
 *
 * @param length in bytes
 * @param md5 base64, as {@code Content-MD5} has it
 */
public record ObjectBytes(long length, String md5) {

  private static final int CHUNK = 64 * 1024;

  /** Reads a stream to its end. */
  public static ObjectBytes of(InputStream in) throws IOException {
    MessageDigest digest = Digests.md5();
    byte[] chunk = new byte[CHUNK];
    long length = 0;
    for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
      digest.update(chunk, 0, count);
      length += count;
    }
    return new ObjectBytes(length, Base64.getEncoder().encodeToString(digest.digest()));
  }

  /**
   * Reads a temporary file.
   *
   * @throws InfrastructureFailureException if the disk does not give it
   */
  public static ObjectBytes of(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in);
    } catch (IOException e) {
      throw new InfrastructureFailureException("temporary media file can't be read", e);
    }
  }

  public static ObjectBytes of(byte[] bytes) {
    return new ObjectBytes(
        bytes.length, Base64.getEncoder().encodeToString(Digests.md5().digest(bytes)));
  }
}
