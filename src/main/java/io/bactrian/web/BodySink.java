package io.bactrian.web;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * Takes one body piece by piece: bounded, and off the heap if it is large or if too many others are
 * on it. Leaves out a byte order mark in front, which is no part of a JSON (RFC 8259, 8.1). Not for
 * several threads at once.
 */
final class BodySink {

  private static final int FIRST = 4 * 1024;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final Spool spool;
  private final BodyMemory memory;
  private final int threshold;
  private final long limit;

  private byte[] head = new byte[0];
  private FileChannel file;
  private long size;

  /**
   * @param threshold bytes held in memory
   * @param limit most bytes that are taken
   */
  BodySink(Spool spool, BodyMemory memory, int threshold, long limit) {
    this.spool = spool;
    this.memory = memory;
    this.threshold = threshold;
    this.limit = limit;
  }

  /** Bytes taken so far. */
  long size() {
    return size;
  }

  /** Bytes worth asking for: at most one beyond the limit. */
  int wanted(int most) {
    return (int) Math.min(most, limit + 1 - size);
  }

  /**
   * Takes a piece.
   *
   * @throws PayloadTooLargeException if it is over the limit with it
   */
  void write(byte[] bytes, int length) throws IOException {
    if (size + length > limit) {
      throw new PayloadTooLargeException(limit);
    }
    if (file == null && !fits(length)) {
      spill();
    }
    if (file == null) {
      System.arraycopy(bytes, 0, head, (int) size, length);
    } else {
      write(ByteBuffer.wrap(bytes, 0, length));
    }
    size += length;
  }

  /**
   * The body, now that nothing more comes. Who gets it closes it.
   *
   * @param declared the length its head told, negative if none
   * @throws EOFException if less has come than that
   */
  SpooledBody finish(long declared) throws IOException {
    if (size < declared) {
      throw new EOFException("the body broke off after " + size + " of " + declared);
    }
    if (file != null) {
      FileChannel whole = file;
      file = null;
      return SpooledBody.of(whole, markLength(begin(whole)));
    }
    int mark = markLength(head);
    byte[] whole =
        mark == 0 && size == head.length ? head : Arrays.copyOfRange(head, mark, (int) size);
    int taken = head.length;
    head = new byte[0];
    return SpooledBody.of(whole, () -> memory.giveBack(taken));
  }

  /** Drops what has come. */
  void abort() throws IOException {
    memory.giveBack(head.length);
    head = new byte[0];
    if (file != null) {
      file.close();
      file = null;
    }
  }

  /** Makes room in memory. */
  private boolean fits(int length) {
    long needed = size + length;
    if (needed <= head.length) {
      return true;
    }
    if (needed > threshold) {
      return false;
    }
    int room = (int) Math.min(threshold, Math.max(needed, Math.max(FIRST, 2L * head.length)));
    if (!memory.take(room - head.length)) {
      return false;
    }
    head = Arrays.copyOf(head, room);
    return true;
  }

  private void spill() throws IOException {
    file = spool.create();
    write(ByteBuffer.wrap(head, 0, (int) size));
    memory.giveBack(head.length);
    head = new byte[0];
  }

  private int markLength(byte[] begin) {
    int length = BYTE_ORDER_MARK.length;
    return size >= length && Arrays.equals(begin, 0, length, BYTE_ORDER_MARK, 0, length)
        ? length
        : 0;
  }

  private static byte[] begin(FileChannel file) throws IOException {
    ByteBuffer begin = ByteBuffer.allocate(BYTE_ORDER_MARK.length);
    while (begin.hasRemaining() && file.read(begin, begin.position()) >= 0) {}
    return begin.array();
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }
}
