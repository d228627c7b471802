package io.bactrian.derive;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.chat.AttachmentKind;
import io.bactrian.derive.render.Renderers;
import io.bactrian.derive.tool.Confinement;
import io.bactrian.derive.tool.DerivationFolders;
import io.bactrian.derive.tool.DeriveSettings;
import io.bactrian.derive.tool.Tools;
import io.bactrian.media.MediaSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Derives from bytes as the route does, without storage. */
public final class Workbench implements AutoCloseable {

  private final Path folder;
  private final Renderers renderers;
  private final Tools tools;
  private final Derivers derivers;

  /**
   * @param pairs names under {@code bactrian.derive} and their values, where not the defaults
   */
  public Workbench(Path folder, String... pairs) {
    this.folder = folder;
    DeriveSettings settings = settings(pairs);
    Confinement confinement = new Confinement();
    MediaSettings media =
        bind("bactrian.media", MediaSettings.class, "temp-dir", folder.toString());
    DerivationFolders folders = new DerivationFolders(media, settings);
    renderers = new Renderers(settings, folders, confinement);
    tools = new Tools(settings, confinement);
    Ffprobe ffprobe = new Ffprobe(settings, tools, new ObjectMapper());
    AudioDeriver audio = new AudioDeriver(settings, tools, ffprobe);
    derivers =
        new Derivers(
            null,
            folders,
            new PictureDeriver(settings, renderers, tools),
            audio,
            new VideoDeriver(settings, tools, ffprobe, audio));
  }

  static DeriveSettings settings(String... pairs) {
    return bind("bactrian.derive", DeriveSettings.class, pairs);
  }

  private static <T> T bind(String prefix, Class<T> type, String... pairs) {
    Map<String, Object> properties = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      properties.put(prefix + "." + pairs[i], pairs[i + 1]);
    }
    return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate(prefix, type);
  }

  /** Derives from a file of that content; its state and files say what came of it. */
  public Derivation derive(AttachmentKind kind, byte[] original) {
    try {
      Path own = Files.createDirectories(folder.resolve("derive-" + UUID.randomUUID()));
      Source source = new Source("media/original", kind, null, original.length);
      Derivation derivation = new Derivation(UUID.randomUUID(), source, own);
      Files.write(derivation.original(), original);
      derivers.make(derivation);
      return derivation;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Derivation document(byte[] original) {
    return derive(AttachmentKind.document, original);
  }

  public Renderers renderers() {
    return renderers;
  }

  Derivers derivers() {
    return derivers;
  }

  public Tools tools() {
    return tools;
  }

  @Override
  public void close() {
    renderers.destroy();
    tools.destroy();
  }
}
