package io.bactrian.decode;

import io.bactrian.web.SpooledBody;
import io.bactrian.webhook.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;

/** The sample webhooks, and the way from a body to what it says. */
final class Samples {

  static final UUID EVENT = UUID.fromString("00000000-0000-4000-8000-0000000000e7");

  private static final Path ROOT = Path.of("src/test/resources/samples");

  private Samples() {}

  static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(ROOT.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The webhooks, good and malformed; not what Evolution answers to calls. */
  static Stream<String> webhooks() {
    return Stream.of(ROOT, ROOT.resolve("malformed"))
        .flatMap(
            folder -> {
              try (Stream<Path> files = Files.list(folder)) {
                return files.toList().stream();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .filter(Files::isRegularFile)
        .map(file -> ROOT.relativize(file).toString())
        .filter(name -> name.matches("(malformed/)?\\d.*"))
        .sorted();
  }

  static RawEvent read(byte[] body) throws NotUnderstoodException {
    try {
      return new EnvelopeReader(Settings.byDefault()).read(EVENT, SpooledBody.of(body), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Decoded decode(byte[] body) throws NotUnderstoodException {
    return new WebhookDecoder(Settings.byDefault()).decode(read(body));
  }
}
