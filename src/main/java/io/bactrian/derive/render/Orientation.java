package io.bactrian.derive.render;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.awt.geom.AffineTransform;
import java.io.IOException;
import java.nio.file.Path;

/** Which way up a picture is, as its camera noted it in EXIF. */
final class Orientation {

  static final int UPRIGHT = 1;
  private static final int LAST = 8;
  private static final int FIRST_TURNED = 5;

  private Orientation() {}

  /** From 1 to 8 as EXIF counts; 1 if nothing, or nothing readable, is noted. */
  static int of(Path file) {
    try {
      ExifIFD0Directory exif =
          ImageMetadataReader.readMetadata(file.toFile())
              .getFirstDirectoryOfType(ExifIFD0Directory.class);
      if (exif == null || !exif.containsTag(ExifIFD0Directory.TAG_ORIENTATION)) {
        return UPRIGHT;
      }
      int noted = exif.getInt(ExifIFD0Directory.TAG_ORIENTATION);
      return noted < UPRIGHT || noted > LAST ? UPRIGHT : noted;
    } catch (ImageProcessingException | MetadataException | IOException | RuntimeException e) {
      return UPRIGHT;
    }
  }

  /** Whether width and height change places. */
  static boolean isTurned(int orientation) {
    return orientation >= FIRST_TURNED;
  }

  /** What puts a picture of that size upright. */
  static AffineTransform upright(int orientation, int width, int height) {
    return switch (orientation) {
      case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
      case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
      case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
      case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
      case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
      case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
      case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
      default -> new AffineTransform();
    };
  }
}
