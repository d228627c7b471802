package io.bactrian.decode;

import java.io.IOException;
import java.io.InputStream;

/**
 * The characters of a JSON string of ASCII text, without its escapes. Anything beyond ASCII comes
 * out as bytes that are no base64.
 */
final class JsonStringStream extends InputStream {

  private static final int NOT_ASCII = 0xff;

  private final InputStream in;
  private final byte[] buffer = new byte[16 * 1024];
  private int position;
  private int limit;

  JsonStringStream(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    int character = next();
    return character == '\\' ? unescape(next()) : character;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = 0;
    while (count < length) {
      int character = read();
      if (character < 0) {
        return count == 0 ? -1 : count;
      }
      target[offset + count++] = (byte) character;
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private int next() throws IOException {
    if (position == limit) {
      limit = in.read(buffer);
      position = 0;
      if (limit <= 0) {
        limit = 0;
        return -1;
      }
    }
    return buffer[position++] & 0xff;
  }

  private int unescape(int escaped) throws IOException {
    return switch (escaped) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> escaped;
    };
  }

  private int unicode() throws IOException {
    int character = 0;
    for (int i = 0; i < 4; i++) {
      character = character * 16 + Character.digit(next(), 16);
    }
    return character >= 0 && character < 0x80 ? character : NOT_ASCII;
  }
}
