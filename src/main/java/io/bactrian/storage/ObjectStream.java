package io.bactrian.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.http.Abortable;

/**
 * An object as it is read: no more of it than its reader expects, and for no longer than an attempt
 * may take, however steadily the store sends. Closing breaks the connection off if the object was
 * not read to its end.
 */
public final class ObjectStream extends FilterInputStream {

  private final long length;
  private final long largest;
  private final Duration time;
  private final long began = System.nanoTime();
  private long count;
  private boolean ended;

  /**
   * @param object {@link Abortable} if it is a connection
   * @param length that the store announced, in bytes; negative if none
   * @param largest in bytes
   * @param time for all of it
   */
  public ObjectStream(InputStream object, long length, long largest, Duration time) {
    super(object);
    this.length = length;
    this.largest = largest;
    this.time = time;
  }

  /** Bytes that the store announced; negative if it did not. */
  public long length() {
    return length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /**
   * @throws ObjectTooLargeException if there is more of it than expected
   * @throws IOException if it can't be read, or not in time
   */
  @Override
  public int read(byte[] bytes, int offset, int size) throws IOException {
    int read = in.read(bytes, offset, size);
    ended |= read < 0;
    count += Math.max(0, read);
    if (count > largest) {
      throw new ObjectTooLargeException(largest);
    }
    if (!ended && TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) > time.toMillis()) {
      throw new IOException("not read within " + time);
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    if (!ended && in instanceof Abortable connection) {
      // Closing alone would read the rest of it first.
      connection.abort();
    } else {
      in.close();
    }
  }
}
