package io.bactrian.web;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A body received whole, in memory or, if it is large, in a file that is gone when this is closed.
 * Can be read any number of times, by several threads.
 */
public final class SpooledBody implements Closeable {

  /**
   * Most bytes that are asked of a file at once. For each thread the JDK keeps a buffer outside the
   * heap that is as large as the largest read it ever made.
   */
  private static final int CHUNK = 16 * 1024;

  private final byte[] memory;
  private final FileChannel file;
  private final long begin;
  private final long size;
  private final Runnable released;
  private final AtomicBoolean closed = new AtomicBoolean();

  private SpooledBody(byte[] memory, FileChannel file, long begin, long size, Runnable released) {
    this.memory = memory;
    this.file = file;
    this.begin = begin;
    this.size = size;
    this.released = released;
  }

  /** A body that is in memory already: what came by another way than the spool. */
  public static SpooledBody of(byte[] bytes) {
    return of(bytes, () -> {});
  }

  /** The same, with what is to be done when it is closed. */
  static SpooledBody of(byte[] bytes, Runnable released) {
    return new SpooledBody(bytes, null, 0, bytes.length, released);
  }

  /** Takes over the channel, of which the first bytes are no part of the body. */
  static SpooledBody of(FileChannel file, int begin) throws IOException {
    return new SpooledBody(null, file, begin, file.size() - begin, () -> {});
  }

  public long size() {
    return size;
  }

  public InputStream open() {
    return open(0, size);
  }

  /** The part of {@code length} bytes from {@code offset}. */
  public InputStream open(long offset, long length) {
    if (offset < 0 || length < 0 || offset + length > size) {
      throw new IndexOutOfBoundsException(offset + "+" + length + " of " + size);
    }
    return memory == null
        ? new FileSlice(offset, length)
        : new ByteArrayInputStream(memory, (int) offset, (int) length);
  }

  /** All of it. Not a copy where it lies in memory already, so not to be changed. */
  public byte[] bytes() throws IOException {
    if (memory != null) {
      return memory;
    }
    byte[] bytes = new byte[Math.toIntExact(size)];
    try (InputStream in = open()) {
      if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
        throw new EOFException("the spooled body is shorter than it was");
      }
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    if (closed.compareAndSet(false, true)) {
      released.run();
    }
    if (file != null) {
      file.close();
    }
  }

  private final class FileSlice extends InputStream {
    private final long end;
    private long position;

    FileSlice(long offset, long length) {
      position = begin + offset;
      end = position + length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      int wanted = (int) Math.min(Math.min(length, CHUNK), end - position);
      int read = wanted == 0 ? -1 : file.read(ByteBuffer.wrap(target, offset, wanted), position);
      position += Math.max(read, 0);
      return read;
    }
  }
}
