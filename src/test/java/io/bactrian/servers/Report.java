package io.bactrian.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** What a suite has to say: on the console, and in {@code report.txt} of its folder in target. */
public final class Report {

  private final Path file;
  private final String prefix;

  /**
   * @param folder below {@code target}
   * @param prefix begins every line
   */
  public Report(String folder, String prefix) {
    this.file = Path.of("target", folder, "report.txt");
    this.prefix = prefix;
  }

  /** One line; figures are written the same way whatever this machine's language. */
  public void line(String format, Object... values) {
    String line = prefix + String.format(Locale.ROOT, format, values);
    System.out.println(line);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(
          file,
          line + System.lineSeparator(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
