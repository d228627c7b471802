package io.bactrian.derive.render;

import io.bactrian.derive.render.RenderReply.Outcome;
import io.bactrian.derive.tool.UnderivableException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
    try {
      Picture picture =
          request.type().equals(PDF) ? DocumentReader.read(request) : PictureReader.read(request);
      byte[] jpeg =
          encode(
              Scaling.fit(picture.image(), request.size(), picture.orientation()),
              request.quality());
      Optional<RenderReply> trouble = write(jpeg, request.thumbnail());
      boolean turned = Orientation.isTurned(picture.orientation());
      return trouble.orElse(
          RenderReply.rendered(
              turned ? picture.height() : picture.width(),
              turned ? picture.width() : picture.height()));
    } catch (UnderivableException e) {
      return RenderReply.failed(Outcome.REFUSED, e.getMessage());
    } catch (Throwable e) {
      // Decoders meet crafted files with whatever exception or error their code runs into.
      return RenderReply.failed(Outcome.REFUSED, "can't be decoded: " + reason(e));
    }
  }

  /** Without any metadata of the original. */
  private static byte[] encode(BufferedImage image, int quality) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByMIMEType("image/jpeg").next();
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(jpeg)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(quality / PERCENT);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return jpeg.toByteArray();
  }

  /** Only the disk can be at fault here, whatever the picture is. */
  private static Optional<RenderReply> write(byte[] jpeg, Path thumbnail) {
    try {
      Files.write(thumbnail, jpeg);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          RenderReply.failed(
              Outcome.INFRASTRUCTURE, "a thumbnail could not be written: " + reason(e)));
    }
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    String name = failure.getClass().getSimpleName();
    return message == null || message.isBlank() ? name : message;
  }
}
