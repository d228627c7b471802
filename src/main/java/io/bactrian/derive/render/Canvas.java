package io.bactrian.derive.render;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The area of an animation, and where on it its first frame begins: a frame may cover a part of it
 * only, and a decoder gives the frame alone.
 *
 * @param width of the whole, in pixels
 * @param height of the whole, in pixels
 * @param x of the first frame's left side
 * @param y of the first frame's upper side
 * @see <a href="https://developers.google.com/speed/webp/docs/riff_container">WebP container</a>
 * @see <a href="https://www.w3.org/Graphics/GIF/spec-gif89a.txt">GIF89a</a>
 */
record Canvas(int width, int height, int x, int y) {

  private static final int MOST_CHUNKS = 100;
  private static final int ANIMATED = 2;
  private static final int VP8X_LENGTH = 10;
  private static final int GIF_EXTENSION = 0x21;
  private static final int GIF_FRAME = 0x2c;
  private static final int COLOUR_TABLE = 0x80;

  /** Empty if the picture is all there is, or the file does not say. */
  static Optional<Canvas> of(String type, Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      return switch (type) {
        case "image/webp" -> webp(in);
        case "image/gif" -> gif(in);
        default -> Optional.empty();
      };
    } catch (EOFException e) {
      return Optional.empty();
    }
  }

  private static Optional<Canvas> webp(DataInputStream in) throws IOException {
    in.skipNBytes(12);
    if (!name(in).equals("VP8X") || little(in, 4) != VP8X_LENGTH) {
      return Optional.empty();
    }
    boolean animated = (little(in, 4) & ANIMATED) != 0;
    int width = 1 + little(in, 3);
    int height = 1 + little(in, 3);
    for (int i = 0; animated && i < MOST_CHUNKS; i++) {
      boolean frame = name(in).equals("ANMF");
      long length = Integer.toUnsignedLong(little(in, 4));
      if (frame) {
        return Optional.of(new Canvas(width, height, 2 * little(in, 3), 2 * little(in, 3)));
      }
      in.skipNBytes(length + length % 2);
    }
    return Optional.empty();
  }

  private static Optional<Canvas> gif(DataInputStream in) throws IOException {
    in.skipNBytes(6);
    int width = little(in, 2);
    int height = little(in, 2);
    int flags = in.readUnsignedByte();
    in.skipNBytes(2 + ((flags & COLOUR_TABLE) == 0 ? 0 : 3L << ((flags & 7) + 1)));
    int block = in.readUnsignedByte();
    while (block == GIF_EXTENSION) {
      in.skipNBytes(1);
      for (int n = in.readUnsignedByte(); n > 0; n = in.readUnsignedByte()) {
        in.skipNBytes(n);
      }
      block = in.readUnsignedByte();
    }
    return block == GIF_FRAME && width > 0 && height > 0
        ? Optional.of(new Canvas(width, height, little(in, 2), little(in, 2)))
        : Optional.empty();
  }

  private static String name(InputStream in) throws IOException {
    return new String(in.readNBytes(4), ISO_8859_1);
  }

  private static int little(DataInputStream in, int bytes) throws IOException {
    int value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= in.readUnsignedByte() << (i * Byte.SIZE);
    }
    return value;
  }
}
