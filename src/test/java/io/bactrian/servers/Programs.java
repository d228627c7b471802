package io.bactrian.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the distribution keeps the programs of the native servers. */
final class Programs {

  private Programs() {}

  /** The folder that holds {@code program}: the newest that fits the pattern, else one of PATH. */
  static Optional<Path> folderOf(String program, Path root, String pattern) {
    return Stream.concat(matching(root, pattern), path())
        .filter(folder -> Files.isExecutable(folder.resolve(program)))
        .findFirst();
  }

  static Optional<Path> inPath(String program) {
    return path().map(folder -> folder.resolve(program)).filter(Files::isExecutable).findFirst();
  }

  static boolean runningAsRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static Stream<Path> path() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .filter(entry -> !entry.isEmpty())
        .map(Path::of);
  }

  private static Stream<Path> matching(Path root, String pattern) {
    if (!Files.isDirectory(root)) {
      return Stream.empty();
    }
    var matcher = FileSystems.getDefault().getPathMatcher("glob:" + root + "/" + pattern);
    try (var found = Files.walk(root, pattern.split("/").length)) {
      return found.filter(matcher::matches).sorted(Comparator.reverseOrder()).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
