package io.bactrian.media;

import io.bactrian.memory.AnswerTooLargeException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads no more than a limit, and does not close what it reads from. */
final class LimitedStream extends FilterInputStream {

  private long limit;
  private long count;

  LimitedStream(InputStream in, long limit) {
    super(in);
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /**
   * @throws AnswerTooLargeException past the limit
   */
  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = in.read(bytes, offset, length);
    count += Math.max(0, read);
    if (count > limit) {
      throw new AnswerTooLargeException(limit);
    }
    return read;
  }

  /** Of what comes from here on, at most so much is read. */
  void allow(long more) {
    limit = count + more;
  }

  /** Closing an HTTP body reads it to its end, which may never come. */
  @Override
  public void close() {}
}
