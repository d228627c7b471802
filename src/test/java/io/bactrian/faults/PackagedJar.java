package io.bactrian.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The jar that {@code mvn package} makes: what is shipped. */
final class PackagedJar {

  private PackagedJar() {}

  /** Skips the test, and says so in the report, where nothing was packaged. */
  static Path required(String label) {
    Optional<Path> jar = find();
    if (jar.isEmpty()) {
      FaultReport.line("skipped %s: no target/bactrian-*.jar, run mvn package", label);
    }
    assumeTrue(jar.isPresent(), "no target/bactrian-*.jar: mvn package");
    return jar.orElseThrow();
  }

  /** The newest, if earlier versions lie there too. */
  private static Optional<Path> find() {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("bactrian-.*\\.jar"))
          .filter(file -> !file.getFileName().toString().matches(".*-(sources|javadoc)\\.jar"))
          .max(Comparator.comparing(file -> file.toFile().lastModified()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
