package io.bactrian.derive;

import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;

/** PDFs made by the tests; the first page is red. */
final class Documents {

  private Documents() {}

  static byte[] pages(int count, float width, float height) {
    try (PDDocument document = new PDDocument()) {
      for (int i = 0; i < count; i++) {
        PDPage page = new PDPage(new PDRectangle(width, height));
        document.addPage(page);
        if (i == 0) {
          fill(document, page, width, height);
        }
      }
      return saved(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] withPassword() {
    try (PDDocument document = new PDDocument()) {
      document.addPage(new PDPage());
      document.protect(new StandardProtectionPolicy("owner", "reader", new AccessPermission()));
      return saved(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The content of its page is an array that goes on for so many bytes, well compressed. */
  static byte[] bomb(int unfolded) {
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage();
      document.addPage(page);
      // Compressed here: PDFBox would hold all of it in memory.
      ByteArrayOutputStream compressed = new ByteArrayOutputStream();
      byte[] numbers = " 1".repeat(1 << 15).getBytes(StandardCharsets.US_ASCII);
      try (DeflaterOutputStream out = new DeflaterOutputStream(compressed)) {
        out.write('[');
        for (int i = 0; i < unfolded; i += numbers.length) {
          out.write(numbers);
        }
      }
      PDStream content =
          new PDStream(
              document, new ByteArrayInputStream(compressed.toByteArray()), COSName.FLATE_DECODE);
      page.setContents(content);
      return saved(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fill(PDDocument document, PDPage page, float width, float height)
      throws IOException {
    try (PDPageContentStream content = new PDPageContentStream(document, page)) {
      content.setNonStrokingColor(Color.RED);
      content.addRect(0, 0, width, height);
      content.fill();
    }
  }

  private static byte[] saved(PDDocument document) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    document.save(out);
    return out.toByteArray();
  }
}
