package io.bactrian.derive.render;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/** Makes a picture small, upright and opaque. */
final class Scaling {

  private Scaling() {}

  /**
   * Fits it into a square; a smaller picture keeps its size. What is transparent becomes white.
   *
   * @param size of the square, in pixels
   * @param orientation as EXIF counts
   */
  static BufferedImage fit(BufferedImage image, int size, int orientation) {
    int longer = Math.max(image.getWidth(), image.getHeight());
    double factor = longer <= size ? 1 : (double) size / longer;
    int width = Math.max(1, (int) Math.round(image.getWidth() * factor));
    int height = Math.max(1, (int) Math.round(image.getHeight() * factor));
    BufferedImage current = image;
    // Each step takes the mean of two pixels a side, so that no line of the original gets lost.
    while (current.getWidth() >= 2 * width && current.getHeight() >= 2 * height) {
      current = draw(current, current.getWidth() / 2, current.getHeight() / 2);
    }
    return turn(draw(current, width, height), orientation);
  }

  private static BufferedImage draw(BufferedImage image, int width, int height) {
    BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = drawn.createGraphics();
    try {
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, width, height);
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      graphics.drawImage(image, 0, 0, width, height, null);
    } finally {
      graphics.dispose();
    }
    return drawn;
  }

  private static BufferedImage turn(BufferedImage image, int orientation) {
    if (orientation == Orientation.UPRIGHT) {
      return image;
    }
    int width = image.getWidth();
    int height = image.getHeight();
    boolean turned = Orientation.isTurned(orientation);
    BufferedImage upright =
        new BufferedImage(
            turned ? height : width, turned ? width : height, BufferedImage.TYPE_INT_RGB);
    AffineTransform transform = Orientation.upright(orientation, width, height);
    Graphics2D graphics = upright.createGraphics();
    try {
      graphics.drawImage(image, transform, null);
    } finally {
      graphics.dispose();
    }
    return upright;
  }
}
