package io.bactrian.derive.render;

import io.bactrian.derive.tool.UnderivableException;
import java.awt.Graphics2D;
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
      limit(request, width, height);
      Canvas canvas =
          Canvas.of(request.type(), request.original()).orElse(new Canvas(width, height, 0, 0));
      limit(request, canvas.width(), canvas.height());
      AtomicReference<String> damage = new AtomicReference<>();
      reader.addIIOReadWarningListener((source, warning) -> damage.compareAndSet(null, warning));
      int longer = Math.max(Math.max(width, height), Math.max(canvas.width(), canvas.height()));
      int step = Math.max(1, longer / (request.size() * OVERSAMPLING));
      ImageReadParam param = reader.getDefaultReadParam();
      param.setSourceSubsampling(step, step, 0, 0);
      BufferedImage image = reader.read(0, param);
      if (damage.get() != null && Damage.isSerious(damage.get())) {
        throw new UnderivableException("damaged: " + damage.get());
      }
      boolean whole = canvas.width() == width && canvas.height() == height;
      return new Picture(
          whole ? image : placed(image, canvas, step),
          canvas.width(),
          canvas.height(),
          Orientation.of(request.original()));
    } finally {
      reader.dispose();
    }
  }

  private static void limit(RenderRequest request, int width, int height)
      throws UnderivableException {
    if ((long) width * height > request.maxPixels()) {
      throw new UnderivableException("%d x %d pixels are over the limit".formatted(width, height));
    }
  }

  /** What a frame leaves free of its canvas is transparent, as in a browser. */
  private static BufferedImage placed(BufferedImage frame, Canvas canvas, int step) {
    BufferedImage whole =
        new BufferedImage(
            (canvas.width() + step - 1) / step,
            (canvas.height() + step - 1) / step,
            BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = whole.createGraphics();
    try {
      graphics.drawImage(frame, canvas.x() / step, canvas.y() / step, null);
    } finally {
      graphics.dispose();
    }
    return whole;
  }
}
