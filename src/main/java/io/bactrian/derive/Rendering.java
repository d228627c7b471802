package io.bactrian.derive;

import io.bactrian.derive.RenderReply.Outcome;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** One rendering, from the request to the answer. */
final class Rendering {

  private static final String PDF = "application/pdf";
  private static final float PERCENT = 100f;

  private Rendering() {}

  static RenderReply render(RenderRequest request) {
    Picture picture;
    try {
      picture =
          request.type().equals(PDF) ? DocumentReader.read(request) : PictureReader.read(request);
    } catch (UnderivableException e) {
      return RenderReply.failed(Outcome.REFUSED, e.getMessage());
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // Decoders meet crafted files with whatever exception their code runs into.
      return RenderReply.failed(Outcome.REFUSED, "can't be decoded: " + reason(e));
    }
    BufferedImage small = Scaling.fit(picture.image(), request.size(), picture.orientation());
    try {
      write(small, request);
    } catch (IOException e) {
      return RenderReply.failed(Outcome.HOUSE, "a thumbnail could not be written: " + reason(e));
    }
    boolean turned = Orientation.isTurned(picture.orientation());
    return RenderReply.rendered(
        turned ? picture.height() : picture.width(), turned ? picture.width() : picture.height());
  }

  /** Without any metadata of the original. */
  private static void write(BufferedImage image, RenderRequest request) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByMIMEType("image/jpeg").next();
    try (OutputStream file = Files.newOutputStream(request.thumbnail());
        ImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(request.quality() / PERCENT);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    String name = failure.getClass().getSimpleName();
    return message == null || message.isBlank() ? name : message;
  }
}
