package io.bactrian.decode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Decodes base64 as it is read, block by block: standard or URL-safe alphabet, with or without
 * padding, line breaks, or a {@code data:…;base64,} in front.
 */
final class Base64Stream extends InputStream {

  /** A multiple of four characters, so that each block but the last decodes for itself. */
  private static final int BLOCK = 16 * 1024;

  /** Longer media types with parameters are not seen; a longer prefix is no prefix. */
  private static final int LONGEST_PREFIX = 512;

  private final InputStream in;
  private final byte[] characters = new byte[BLOCK];
  private byte[] decoded = new byte[0];
  private int position;
  private int pending = -1;
  private boolean begun;
  private boolean ended;

  Base64Stream(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    return fill() ? decoded[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, decoded.length - position);
    System.arraycopy(decoded, position, target, offset, count);
    position += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean fill() throws IOException {
    while (position == decoded.length && !ended) {
      decodeBlock();
    }
    return position < decoded.length;
  }

  private void decodeBlock() throws IOException {
    int count = begun ? 0 : skipPrefix();
    begun = true;
    while (count < BLOCK) {
      int character = nextCharacter();
      if (character < 0) {
        ended = true;
        break;
      }
      characters[count++] = (byte) character;
    }
    if (!ended) {
      pending = nextCharacter();
      ended = pending < 0;
    }
    if (!ended && characters[count - 1] == '=') {
      throw new UndecodableMediaException("the inline base64 goes on after its padding");
    }
    try {
      decoded = Base64.getDecoder().decode(Arrays.copyOf(characters, count));
      position = 0;
    } catch (IllegalArgumentException e) {
      throw new UndecodableMediaException("the inline media file is not base64", e);
    }
  }

  /** Drops {@code data:…,} and leaves what else was read in front of the block. */
  private int skipPrefix() throws IOException {
    int count = 0;
    while (count < LONGEST_PREFIX) {
      int character = nextCharacter();
      if (character < 0) {
        break;
      }
      if (character == ',') {
        requireBase64(new String(characters, 0, count, StandardCharsets.US_ASCII));
        return 0;
      }
      characters[count++] = (byte) character;
    }
    return count;
  }

  private static void requireBase64(String prefix) throws UndecodableMediaException {
    // The alphabet is mapped before the prefix is cut off, hence '+' for '-'.
    if (!prefix.startsWith("data:") || !prefix.endsWith(";base64")) {
      throw new UndecodableMediaException("the inline media file is not base64");
    }
  }

  private int nextCharacter() throws IOException {
    if (pending >= 0) {
      int character = pending;
      pending = -1;
      return character;
    }
    int character;
    do {
      character = in.read();
    } while (character == '\n' || character == '\r' || character == ' ' || character == '\t');
    return switch (character) {
      case '-' -> '+';
      case '_' -> '/';
      default -> character;
    };
  }
}
