package io.bactrian.media;

import io.bactrian.chat.AttachmentKind;
import io.bactrian.failure.InfrastructureFailureException;
import io.bactrian.failure.RungDeadException;
import io.bactrian.storage.Digests;
import io.bactrian.storage.MediaTypes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A media file as it comes, counted and hashed: a small one in memory, a larger one in a temporary
 * file, which closing deletes unless it was published.
 */
public final class MediaSink extends OutputStream {

  /** What is known of the bytes apart from their own SHA-256. */
  public enum Origin {
    /** Decrypted here, and the MAC held. */
    AUTHENTICATED,
    /** Decrypted by Evolution, which checks nothing. */
    EVOLUTION,
    /** As they came: for all we know they are still encrypted. */
    PLAIN
  }

  private static final Logger LOG = LoggerFactory.getLogger(MediaSink.class);

  private final Path directory;
  private final long memoryThreshold;
  private final MessageDigest sha256 = Digests.sha256();
  private final MessageDigest md5 = Digests.md5();
  private final long maxSize;
  private ByteArrayOutputStream memory = new ByteArrayOutputStream(0);
  private Path path;
  private OutputStream file;
  private long size;
  private boolean published;

  /**
   * @param directory of the temporary file
   * @param memoryThreshold bytes up to which there is none
   * @param maxSize bytes that it may have
   */
  MediaSink(Path directory, long memoryThreshold, long maxSize) {
    this.directory = directory;
    this.memoryThreshold = memoryThreshold;
    this.maxSize = maxSize;
  }

  @Override
  public void write(int oneByte) {
    write(new byte[] {(byte) oneByte}, 0, 1);
  }

  /**
   * @throws RungDeadException if the media grows over the cap
   * @throws InfrastructureFailureException if the disk does not take it: an IOException would be
   *     read as the source's fault
   */
  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (size + length > maxSize) {
      throw RungDeadException.forGood("larger than %d bytes".formatted(maxSize));
    }
    try {
      out(length).write(bytes, offset, length);
    } catch (IOException e) {
      throw new InfrastructureFailureException("temporary media file can't be written", e);
    }
    sha256.update(bytes, offset, length);
    md5.update(bytes, offset, length);
    size += length;
  }

  /** Where so many more bytes go. */
  private OutputStream out(int length) throws IOException {
    if (file == null) {
      if (size + length <= memoryThreshold) {
        return memory;
      }
      Files.createDirectories(directory);
      path = Files.createTempFile(directory, "media-", ".part");
      file = Files.newOutputStream(path);
      memory.writeTo(file);
      memory = null;
    }
    return file;
  }

  /**
   * Ends the file, checks it against what was announced and hands it over.
   *
   * @throws RungDeadException if it is not what was announced
   */
  public MediaFile publish(Expectation expected, Origin origin) {
    Object content = content();
    byte[] hash = sha256.digest();
    checkBytes(expected, hash);
    String sniffed =
        content instanceof byte[] bytes
            ? MediaSniffer.sniff(bytes, expected.kind())
            : MediaSniffer.sniff(path, expected.kind());
    if (expected.fileSha256() == null) {
      checkUnvouched(expected, origin, sniffed);
    }
    String mimeType = MediaTypes.settle(sniffed, expected.mimeType());
    published = true;
    return new MediaFile(
        content,
        size,
        HexFormat.of().formatHex(hash),
        Base64.getEncoder().encodeToString(md5.digest()),
        mimeType);
  }

  private Object content() {
    if (file == null) {
      return memory.toByteArray();
    }
    try {
      file.close();
    } catch (IOException e) {
      throw new InfrastructureFailureException("temporary media file can't be written", e);
    }
    return path.toFile();
  }

  private void checkBytes(Expectation expected, byte[] hash) {
    boolean lengthAgrees = expected.length() == null || expected.length() == size;
    if (expected.fileSha256() == null) {
      if (!lengthAgrees) {
        throw new RungDeadException(
            "length differs: %d bytes, announced %d".formatted(size, expected.length()));
      }
      return;
    }
    if (!MessageDigest.isEqual(hash, expected.fileSha256())) {
      throw new RungDeadException("SHA-256 of the plaintext differs");
    }
    if (!lengthAgrees) {
      // The hash proves the bytes: it is the announcement that errs.
      LOG.debug("Media has {} bytes, announced {}", size, expected.length());
    }
  }

  /** Without a SHA-256 the bytes have to speak for themselves. */
  private void checkUnvouched(Expectation expected, Origin origin, String sniffed) {
    AttachmentKind kind = expected.kind();
    if (size == 0 && origin != Origin.AUTHENTICATED) {
      throw new RungDeadException("no bytes, and no SHA-256 says that there are none");
    }
    if (MediaTypes.contradict(kind, sniffed)) {
      throw new RungDeadException("%s announced, bytes are %s".formatted(kind, sniffed));
    }
    // An encrypted file is never as long as its plaintext, so a length that agrees is enough.
    if (origin == Origin.PLAIN && expected.length() == null && sniffed.equals(MediaTypes.UNKNOWN)) {
      throw new RungDeadException("unrecognised bytes, which may be encrypted");
    }
  }

  @Override
  public void close() {
    if (path == null) {
      return;
    }
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      LOG.debug("Temporary media file closed with an error", e);
    }
    if (!published) {
      new MediaFile(path.toFile(), size, "", "", "").close();
    }
  }
}
