package io.bactrian.derive;

import io.bactrian.derive.render.RenderRequest;
import io.bactrian.derive.render.Renderers;
import io.bactrian.derive.tool.DeriveSettings;
import io.bactrian.derive.tool.Measures;
import io.bactrian.derive.tool.ToolMissingException;
import io.bactrian.derive.tool.Tools;
import io.bactrian.derive.tool.UnderivableException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** A small JPEG of a picture, or of a document's first page. */
@Component
class PictureDeriver {

  private static final String PDF = "application/pdf";
  private static final Set<String> PICTURES =
      Set.of("image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp", "image/tiff");
  private static final Set<String> HEIF =
      Set.of("image/heic", "image/heif", "image/heic-sequence", "image/avif");

  private final DeriveSettings settings;
  private final Renderers renderers;
  private final Tools tools;

  PictureDeriver(DeriveSettings settings, Renderers renderers, Tools tools) {
    this.settings = settings;
    this.renderers = renderers;
    this.tools = tools;
  }

  boolean takes(String type) {
    return PICTURES.contains(type) || HEIF.contains(type) || type.equals(PDF);
  }

  void derive(Derivation derivation, String type) {
    Path thumbnail = derivation.folder().resolve("thumbnail");
    try {
      boolean heif = HEIF.contains(type);
      RenderRequest request =
          new RenderRequest(
              heif ? "image/jpeg" : type,
              heif ? decoded(derivation) : derivation.original(),
              thumbnail,
              settings.size(),
              settings.quality(),
              settings.maxPixels(),
              settings.maxPages());
      Measures dimensions = renderers.render(request);
      if (!type.equals(PDF)) {
        derivation.measured(dimensions);
      }
      derivation.thumbnail(thumbnail, "image/jpeg");
    } catch (UnderivableException e) {
      derivation.failed(e);
    } catch (ToolMissingException e) {
      derivation.failed(e);
    }
  }

  /** Java reads no HEIC; libheif's own program makes a JPEG of it. */
  private Path decoded(Derivation derivation) throws UnderivableException, ToolMissingException {
    HeifExtent.check(derivation.original(), settings.maxPixels());
    // libheif tells formats apart by the first bytes alone, but writes by the name.
    Path jpeg = derivation.folder().resolve("decoded.jpg");
    tools.run(
        settings.heifConvert(),
        List.of("-q", "90", derivation.original().toString(), jpeg.toString()),
        derivation.folder(),
        settings.pictureTimeout(),
        out -> out.transferTo(OutputStream.nullOutputStream()));
    // Of several pictures in one file each gets a number.
    Path first = derivation.folder().resolve("decoded-1.jpg");
    if (Files.exists(jpeg)) {
      return jpeg;
    }
    if (Files.exists(first)) {
      return first;
    }
    throw new UnderivableException("no picture in it");
  }
}
