package io.bactrian.derive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.bactrian.derive.tool.UnderivableException;
import io.bactrian.failure.InfrastructureFailureException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How large the pictures of a HEIC or AVIF say that they are, before one of them is decoded. Of
 * several the largest counts, for the first one may be a tile of another.
 *
 * @see <a href="https://www.iso.org/standard/83650.html">ISO/IEC 23008-12, property ispe</a>
 */
final class HeifExtent {

  private static final int HEADER = 8;
  private static final int LARGE_HEADER = 16;
  private static final int MOST_BOXES = 20_000;

  private final DataInputStream in;
  private final long maxPixels;
  private int boxes;
  private boolean told;

  private HeifExtent(DataInputStream in, long maxPixels) {
    this.in = in;
    this.maxPixels = maxPixels;
  }

  /**
   * Looks at all of them.
   *
   * @throws UnderivableException if one has too many pixels, or none says
   */
  static void check(Path file, long maxPixels) throws UnderivableException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      HeifExtent extent = new HeifExtent(in, maxPixels);
      extent.walkAll(Files.size(file));
      if (!extent.told) {
        throw new UnderivableException("it does not say how large it is");
      }
    } catch (IOException e) {
      throw new InfrastructureFailureException("temporary media file can't be read", e);
    }
  }

  /** What is not whole ends the search: cameras append what they like, senders break off. */
  private void walkAll(long length) throws IOException, UnderivableException {
    try {
      walk(length);
    } catch (EOFException e) {
      return;
    }
  }

  /** The boxes of the next so many bytes. */
  private void walk(long length) throws IOException, UnderivableException {
    long left = length;
    while (left >= HEADER) {
      if (++boxes > MOST_BOXES) {
        throw new UnderivableException("more than %d boxes".formatted(MOST_BOXES));
      }
      long size = Integer.toUnsignedLong(in.readInt());
      String name = new String(in.readNBytes(4), ISO_8859_1);
      int header = HEADER;
      if (size == 1) {
        header = LARGE_HEADER;
        size = in.readLong();
      } else if (size == 0) {
        size = left;
      }
      if (size < header || size > left) {
        throw new EOFException();
      }
      open(name, size - header);
      left -= size;
    }
    in.skipNBytes(left);
  }

  private void open(String name, long length) throws IOException, UnderivableException {
    switch (name) {
      case "iprp", "ipco" -> walk(length);
      case "meta" -> {
        in.skipNBytes(Math.min(4, length));
        walk(Math.max(0, length - 4));
      }
      case "ispe" -> {
        in.skipNBytes(4);
        long width = Integer.toUnsignedLong(in.readInt());
        long height = Integer.toUnsignedLong(in.readInt());
        if (width > 0 && height > maxPixels / width) {
          throw new UnderivableException(
              "%d x %d pixels are over the limit".formatted(width, height));
        }
        told = true;
        in.skipNBytes(Math.max(0, length - 12));
      }
      default -> in.skipNBytes(length);
    }
  }
}
