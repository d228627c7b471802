package io.bactrian.webhook;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A webhook body received whole, in memory or, if it is large, in a file that is gone when this is
 * closed. Can be read any number of times, by several threads.
 */
public final class SpooledBody implements Closeable {

  private final byte[] memory;
  private final FileChannel file;
  private final long size;

  private SpooledBody(byte[] memory, FileChannel file, long size) {
    this.memory = memory;
    this.file = file;
    this.size = size;
  }

  /** A body that is in memory already: what came by another way than the spool. */
  public static SpooledBody of(byte[] bytes) {
    return new SpooledBody(bytes, null, bytes.length);
  }

  /** Takes over the channel. */
  static SpooledBody of(FileChannel file) throws IOException {
    return new SpooledBody(null, file, file.size());
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
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size));
    while (bytes.hasRemaining() && file.read(bytes, bytes.position()) >= 0) {}
    return bytes.array();
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }

  private final class FileSlice extends InputStream {
    private final long end;
    private long position;

    FileSlice(long offset, long length) {
      position = offset;
      end = offset + length;
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
      int wanted = (int) Math.min(length, end - position);
      int read = wanted == 0 ? -1 : file.read(ByteBuffer.wrap(target, offset, wanted), position);
      position += Math.max(read, 0);
      return read;
    }
  }
}
