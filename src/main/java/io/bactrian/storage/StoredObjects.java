package io.bactrian.storage;

import io.bactrian.failure.InfrastructureFailureException;
import io.bactrian.failure.RungDeadException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;

/** Reads stored media back and compares them with what was stored. */
@Component
public class StoredObjects {

  private static final int CHUNK = 64 * 1024;

  private final ObjectStorage storage;

  public StoredObjects(ObjectStorage storage) {
    this.storage = storage;
  }

  /** Compares as fast as it goes. */
  public ObjectState compare(String key, long size, String sha256) {
    return compare(key, size, sha256, Long.MAX_VALUE, () -> false);
  }

  /**
   * Reads an object and compares its length and SHA-256 with those it had. What differs is read
   * once more: the difference may be one of the way.
   *
   * @param bytesPerSecond that are read at most
   * @param ended whether to break off
   * @throws InfrastructureFailureException if it can't be read now, or was broken off
   */
  public ObjectState compare(
      String key, long size, String sha256, long bytesPerSecond, BooleanSupplier ended) {
    ObjectState first = read(key, size, sha256, bytesPerSecond, ended);
    return first == ObjectState.INTACT ? first : read(key, size, sha256, bytesPerSecond, ended);
  }

  private ObjectState read(
      String key, long size, String sha256, long bytesPerSecond, BooleanSupplier ended) {
    Duration paced = Duration.ofSeconds(size / bytesPerSecond);
    try (ObjectStream in = storage.openSlowly(key, size, paced)) {
      return hash(in, bytesPerSecond, ended).equals(sha256)
          ? ObjectState.INTACT
          : ObjectState.ALTERED;
    } catch (RungDeadException e) {
      return ObjectState.MISSING;
    } catch (ObjectTooLargeException e) {
      return ObjectState.ALTERED;
    } catch (IOException | SdkException e) {
      throw new InfrastructureFailureException("S3 get: broke off", e);
    }
  }

  private static String hash(InputStream in, long bytesPerSecond, BooleanSupplier ended)
      throws IOException {
    MessageDigest digest = Digests.sha256();
    byte[] chunk = new byte[CHUNK];
    long began = System.nanoTime();
    long read = 0;
    for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
      if (ended.getAsBoolean()) {
        throw new InfrastructureFailureException("broken off", null);
      }
      digest.update(chunk, 0, count);
      read += count;
      long due = (long) (TimeUnit.SECONDS.toNanos(1) * ((double) read / bytesPerSecond));
      LockSupport.parkNanos(due - (System.nanoTime() - began));
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
