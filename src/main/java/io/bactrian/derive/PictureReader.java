package io.bactrian.derive;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Decodes the first picture of a file, with as few pixels as its thumbnail needs. */
final class PictureReader {

  /** Decoded pixels for one of the thumbnail, along a side: enough for it to be smooth. */
  private static final int OVERSAMPLING = 3;

  private PictureReader() {}

  /**
   * Decodes it.
   *
   * @throws UnderivableException if it has too many pixels, or is cut off
   * @throws IOException if it is no such picture
   */
  static Picture read(RenderRequest request) throws IOException, UnderivableException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(request.type());
    if (!readers.hasNext()) {
      throw new UnderivableException("no reader of " + request.type());
    }
    ImageReader reader = readers.next();
    try (ImageInputStream in = ImageIO.createImageInputStream(request.original().toFile())) {
      if (in == null) {
        throw new IOException("the file can't be read");
      }
      // Metadata unread: compressed texts and colour profiles can't unfold in memory.
      reader.setInput(in, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      if ((long) width * height > request.maxPixels()) {
        throw new UnderivableException(
            "%d x %d pixels are over the limit".formatted(width, height));
      }
      AtomicReference<String> damage = new AtomicReference<>();
      reader.addIIOReadWarningListener((source, warning) -> damage.compareAndSet(null, warning));
      BufferedImage image = reader.read(0, sparse(reader, request, Math.max(width, height)));
      if (damage.get() != null && Damage.isSerious(damage.get())) {
        throw new UnderivableException("damaged: " + damage.get());
      }
      return new Picture(image, width, height, Orientation.of(request.original()));
    } finally {
      reader.dispose();
    }
  }

  private static ImageReadParam sparse(ImageReader reader, RenderRequest request, int longer) {
    ImageReadParam param = reader.getDefaultReadParam();
    int step = Math.max(1, longer / (request.size() * OVERSAMPLING));
    param.setSourceSubsampling(step, step, 0, 0);
    return param;
  }
}
