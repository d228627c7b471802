package io.bactrian.derive.render;

import io.bactrian.derive.tool.UnderivableException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/** Draws the first page of a PDF. */
final class DocumentReader {

  private static final long IN_MEMORY = 64L << 20;
  private static final long ON_DISK = 512L << 20;
  private static final float OVERSAMPLING = 2f;

  private DocumentReader() {}

  /**
   * Draws it.
   *
   * @throws UnderivableException if it has no page or too many, or asks for a password
   * @throws IOException if it is no such document
   */
  static Picture read(RenderRequest request) throws IOException, UnderivableException {
    MemoryUsageSetting memory = MemoryUsageSetting.setupMixed(IN_MEMORY, IN_MEMORY + ON_DISK);
    try (PDDocument document = Loader.loadPDF(request.original().toFile(), memory.streamCache)) {
      int pages = document.getNumberOfPages();
      if (pages == 0) {
        throw new UnderivableException("no page in it");
      }
      if (pages > request.maxPages()) {
        throw new UnderivableException(pages + " pages are over the limit");
      }
      PDRectangle page = document.getPage(0).getCropBox();
      // However large a page says it is, it is drawn at the size that is needed.
      float longer = Math.max(page.getWidth(), page.getHeight());
      if (!(longer > 0)) {
        throw new UnderivableException("its first page has no size");
      }
      PDFRenderer renderer = new PDFRenderer(document);
      renderer.setSubsamplingAllowed(true);
      BufferedImage image =
          renderer.renderImage(0, request.size() * OVERSAMPLING / longer, ImageType.RGB);
      return new Picture(image, image.getWidth(), image.getHeight(), Orientation.UPRIGHT);
    } catch (InvalidPasswordException e) {
      throw new UnderivableException("protected by a password");
    }
  }
}
