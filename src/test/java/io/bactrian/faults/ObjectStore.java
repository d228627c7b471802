package io.bactrian.faults;

import io.bactrian.servers.NativeServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.springframework.util.FileSystemUtils;

/**
 * S3 in this JVM, so that it outlives a killed hub; an object is a file under its bucket, and all
 * go with this JVM.
 */
final class ObjectStore {

  static final String KEY = "faults";
  static final String SECRET = "secret-of-faults";

  /** What was made of media for people to look at and play, by its key. */
  private static final Pattern DERIVATIVE = Pattern.compile(".*\\.(thumbnail|transcoded)");

  private final int port = NativeServer.freePort();
  private final Path folder;
  private S3Proxy proxy;

  ObjectStore() {
    try {
      folder = Files.createTempDirectory("bactrian-objects-").toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
  }

  int port() {
    return port;
  }

  String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  /** Starts it on the objects it has. */
  void start() {
    if (proxy != null) {
      return;
    }
    proxy =
        S3Proxy.builder()
            .endpoint(URI.create(endpoint()))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY, SECRET)
            .blobStore(new FilesystemNio2BlobStore(folder.toString()))
            .build();
    try {
      proxy.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its port refuses every connection from then on. */
  void stop() {
    try {
      proxy.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    proxy = null;
  }

  /**
   * Every media file in a bucket by its key, with the SHA-256 of what was read of it; its
   * derivatives are not among them.
   */
  Map<String, String> hashes(String bucket) {
    return hashesUnder(folder.resolve(bucket));
  }

  /** How many derivatives of media lie in a bucket. */
  int derivatives(String bucket) {
    try (Stream<Path> files = Files.walk(folder.resolve(bucket).resolve("media"))) {
      return (int) files.filter(file -> DERIVATIVE.matcher(file.toString()).matches()).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@link #hashes} for a bucket of any S3 that keeps its objects as files. */
  static Map<String, String> hashesUnder(Path bucket) {
    Path media = bucket.resolve("media");
    Map<String, String> hashes = new TreeMap<>();
    if (Files.notExists(media)) {
      return hashes;
    }
    try (Stream<Path> files = Files.walk(media)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String key = bucket.relativize(file).toString();
        // One that is just being written has more behind its name.
        if (!key.contains(".thumbnail") && !key.contains(".transcoded")) {
          hashes.put(key, sha256(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return hashes;
  }

  private void remove() {
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
