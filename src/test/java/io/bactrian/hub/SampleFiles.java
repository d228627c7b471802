package io.bactrian.hub;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The sample webhooks in the order of their names, and what {@code sample-answers.txt} expects. */
final class SampleFiles {

  /**
   * One line of the table.
   *
   * @param answers the statuses of which the webhook is answered one
   * @param media kind of the media it carries, or {@code -}
   */
  record Sample(String file, List<String> answers, String media) {

    boolean hasMedia() {
      return !media.equals("-");
    }

    boolean isMalformed() {
      return file.startsWith("malformed/");
    }

    /** Its body, sent by an instance; one that names another tenant keeps it. */
    byte[] body(String instance) {
      byte[] body = Webhooks.bytes(file);
      if (file.contains("mismatched-instance")) {
        return body;
      }
      // Text for text, in ISO 8859-1: some of these are no JSON, and each byte has to survive.
      return new String(body, StandardCharsets.ISO_8859_1)
          .replace("acme-support", instance)
          .getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
      return file;
    }
  }

  /** SHA-256 of the samples' media by kind. */
  static final Map<String, String> HASHES =
      Map.of(
          "image", "bf0996c8a2d4a2e9a0de64748a743de74b3c78d1809e0102a850c3dc059548da",
          "video", "086bea853e7bf5be6440de3a3de8ff071894ae12d8fca5487fa3eb28ec0437fa",
          "audio", "5f02135af8b67c557afc3e01b36f8e426d6f97a8829c9d4042b827bfd401f00b",
          "document", "e3243d6f48599f682e999237a8cecfb7484b1f4d7f83522d86a87054cfa39541",
          "sticker", "f1ca56ff3ef06a776f5f27ffd5e4202283b9e37cd60e7b62ebaa00b12ffceab4");

  private SampleFiles() {}

  static Stream<Sample> all() {
    try (BufferedReader table =
        new BufferedReader(
            new InputStreamReader(
                SampleFiles.class.getResourceAsStream("sample-answers.txt"),
                StandardCharsets.UTF_8))) {
      return table
          .lines()
          .map(line -> line.split(" +"))
          .map(cell -> new Sample(cell[0], List.of(cell[1].split("\\|")), cell[2]))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Sample> goodMedia() {
    return all().filter(Sample::hasMedia).filter(sample -> !sample.isMalformed());
  }

  static Stream<Sample> malformed() {
    return all().filter(Sample::isMalformed);
  }
}
