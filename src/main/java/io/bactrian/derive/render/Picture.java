package io.bactrian.derive.render;

import java.awt.image.BufferedImage;

/**
 * A picture as decoded, perhaps with fewer pixels than the original.
 *
 * @param width of the original
 * @param height of the original
 * @param orientation as EXIF counts, 1 for upright
 */
record Picture(BufferedImage image, int width, int height, int orientation) {}
