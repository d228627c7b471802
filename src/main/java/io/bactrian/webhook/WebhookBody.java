package io.bactrian.webhook;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Takes a webhook's body off the wire: whole, bounded, and off the heap if it is large. */
@Component("webhookBody")
public class WebhookBody {

  private static final int CHUNK = 64 * 1024;

  /** What some senders put in front of UTF-8; it is no part of the JSON (RFC 8259, 8.1). */
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final long maxSize;
  private final int threshold;
  private final Duration readTimeout;
  private final Spool spool;

  public WebhookBody(WebhookSettings settings) {
    maxSize = settings.maxSize().toBytes();
    threshold = (int) Math.min(settings.spoolThreshold().toBytes(), Integer.MAX_VALUE - CHUNK);
    readTimeout = settings.readTimeout();
    spool = new Spool(settings.spoolDir());
  }

  /**
   * Reads the body to its end, and leaves out a byte order mark in front of it. The caller closes
   * what it gets.
   *
   * <p>A content encoding is refused: Evolution sends none, and a small gzip that unpacks to a
   * large body would have to be paid for first.
   *
   * @param declaredLength the header {@code Content-Length}, negative if there is none
   * @throws UnsupportedMediaTypeException if it is not JSON, or encoded
   * @throws PayloadTooLargeException if it is over the limit; by the declared length nothing is
   *     read then, else at most one byte past the limit
   * @throws IOException if the body breaks off, does not come in time or can't be spooled
   */
  public SpooledBody spool(
      InputStream in, long declaredLength, String contentType, String contentEncoding)
      throws IOException {
    requireJson(contentType, contentEncoding);
    if (declaredLength > maxSize) {
      throw new PayloadTooLargeException(maxSize);
    }
    long deadline = System.nanoTime() + readTimeout.toNanos();
    byte[] head = new byte[CHUNK];
    int size = 0;
    while (size <= threshold) {
      if (size == head.length) {
        head = Arrays.copyOf(head, (int) Math.min(head.length * 2L, threshold + 1L));
      }
      int read = read(in, head, size, size, deadline);
      if (read < 0) {
        requireComplete(size, declaredLength);
        return SpooledBody.of(Arrays.copyOfRange(head, markLength(head, size), size));
      }
      size += read;
    }
    int mark = markLength(head, size);
    return spoolToFile(in, ByteBuffer.wrap(head, mark, size - mark), declaredLength, deadline);
  }

  private static int markLength(byte[] head, int size) {
    int length = BYTE_ORDER_MARK.length;
    return size >= length && Arrays.equals(head, 0, length, BYTE_ORDER_MARK, 0, length)
        ? length
        : 0;
  }

  private SpooledBody spoolToFile(
      InputStream in, ByteBuffer head, long declaredLength, long deadline) throws IOException {
    FileChannel file = spool.create();
    try {
      // With the mark, which was read as well.
      long size = head.limit();
      write(file, head);
      byte[] chunk = new byte[CHUNK];
      int read;
      while ((read = read(in, chunk, 0, size, deadline)) >= 0) {
        write(file, ByteBuffer.wrap(chunk, 0, read));
        size += read;
      }
      requireComplete(size, declaredLength);
      return SpooledBody.of(file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Reads into the room behind {@code offset}; {@code total} bytes were read before. */
  private int read(InputStream in, byte[] target, int offset, long total, long deadline)
      throws IOException {
    if (System.nanoTime() - deadline > 0) {
      throw new SocketTimeoutException("the body did not come within " + readTimeout);
    }
    int wanted = (int) Math.min(target.length - offset, maxSize + 1 - total);
    int read = in.read(target, offset, wanted);
    if (read >= 0 && total + read > maxSize) {
      throw new PayloadTooLargeException(maxSize);
    }
    return read;
  }

  private static void write(FileChannel file, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  private static void requireComplete(long size, long declaredLength) throws EOFException {
    if (size < declaredLength) {
      throw new EOFException("the body broke off after " + size + " of " + declaredLength);
    }
  }

  private static void requireJson(String contentType, String contentEncoding) {
    if (contentEncoding != null
        && !contentEncoding.isBlank()
        && !contentEncoding.trim().equalsIgnoreCase("identity")) {
      throw new UnsupportedMediaTypeException("a webhook's body must not be compressed");
    }
    if (!isJson(contentType)) {
      throw new UnsupportedMediaTypeException("a webhook's body must be application/json");
    }
  }

  /** Its parameters say nothing of that: a charset nobody knows is no reason to refuse it. */
  private static boolean isJson(String contentType) {
    try {
      MediaType type =
          MediaType.parseMediaType(contentType == null ? "" : contentType.split(";", 2)[0]);
      String subtype = type.getSubtype().toLowerCase(Locale.ROOT);
      return type.getType().equalsIgnoreCase("application")
          && (subtype.equals("json") || subtype.endsWith("+json"));
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }
}
