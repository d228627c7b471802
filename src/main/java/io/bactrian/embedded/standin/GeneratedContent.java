package io.bactrian.embedded.standin;

import java.io.IOException;
import java.io.OutputStream;

/** Made as it is written: a beginning, then a pattern with a period of 256 bytes. */
final class GeneratedContent implements Content {

  private static final int BLOCK = 64 * 1024;

  private final byte[] beginning;
  private final long length;

  GeneratedContent(byte[] beginning, long length) {
    if (length < beginning.length) {
      throw new IllegalArgumentException("shorter than its beginning: " + length);
    }
    this.beginning = beginning.clone();
    this.length = length;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(beginning);
    byte[] block = new byte[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      block[i] = (byte) ((beginning.length + i) * 31);
    }
    for (long left = length - beginning.length; left > 0; left -= BLOCK) {
      out.write(block, 0, (int) Math.min(left, BLOCK));
    }
  }
}
