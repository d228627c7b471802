package io.bactrian.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** What the benchmark has to say, on the console and in {@code target/bench/report.txt}. */
final class BenchReport {

  private static final Path FILE = Path.of("target", "bench", "report.txt");

  private BenchReport() {}

  static void line(String format, Object... values) {
    String line = "bench: " + String.format(Locale.ROOT, format, values);
    System.out.println(line);
    try {
      Files.createDirectories(FILE.getParent());
      Files.writeString(
          FILE,
          line + System.lineSeparator(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
