package io.bactrian.faults;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.springframework.util.FileSystemUtils;

/**
 * The compiled classes as jars, so that the JVM may share an archive of what the first hub has
 * loaded: the many hubs after it start in less than half the time.
 */
final class HubImage {

  private static final String TESTS = "test-classes";

  /** What a hub under test may be told to load besides, by spring.main.sources. */
  private static final List<String> INSIDE =
      List.of("io/bactrian/faults/inside", "io/bactrian/routes/RouteNodeName.class");

  private static HubImage image;

  // Of this JVM: the suite may run in several.
  private final Path folder =
      Path.of("target", "faults", "image-" + ProcessHandle.current().pid()).toAbsolutePath();
  private final Path archive = folder.resolve("hub.jsa");
  private final String classPath;
  private boolean archiving;

  private HubImage() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    classPath =
        Stream.of(surefireClassPath().split(File.pathSeparator, -1))
            .filter(entry -> !entry.isEmpty())
            .map(Path::of)
            .map(this::entry)
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(folder.toFile())));
  }

  static synchronized HubImage compiled() {
    if (image == null) {
      image = new HubImage();
    }
    return image;
  }

  String classPath() {
    return classPath;
  }

  /** JVM options for a hub of these classes. */
  synchronized List<String> options() {
    return Files.exists(archive)
        ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable")
        : List.of("-XX:+RecordDynamicDumpInfo", "-Xlog:disable");
  }

  /** Makes the archive out of a hub that is ready, once; without it all is only slower. */
  synchronized void archive(Process hub) {
    if (archiving) {
      return;
    }
    archiving = true;
    try {
      Process dump =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  String.valueOf(hub.pid()),
                  "VM.cds",
                  "dynamic_dump",
                  archive.toString())
              .redirectErrorStream(true)
              .redirectOutput(Redirect.to(folder.resolve("archive.log").toFile()))
              .start();
      if (!dump.waitFor(2, TimeUnit.MINUTES)) {
        dump.destroyForcibly();
      }
    } catch (IOException e) {
      FaultReport.line("no archive of classes: %s", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Path entry(Path entry) {
    if (!Files.isDirectory(entry)) {
      return entry;
    }
    return entry.endsWith(TESTS)
        ? jar(entry, "inside.jar", INSIDE)
        : jar(entry, entry.getFileName() + ".jar", List.of(""));
  }

  private Path jar(Path classes, String name, List<String> parts) {
    Path jar = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> walk = Files.walk(classes)) {
      for (Path file : walk.filter(each -> !each.equals(classes)).sorted().toList()) {
        String path = classes.relativize(file).toString().replace(File.separatorChar, '/');
        boolean wanted = parts.stream().anyMatch(path::startsWith);
        if (wanted && Files.isDirectory(file)) {
          // Component scans find classes by the folders of a jar.
          entries.putNextEntry(new ZipEntry(path + "/"));
        } else if (wanted) {
          entries.putNextEntry(new ZipEntry(path));
          Files.copy(file, entries);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return jar;
  }

  /** Surefire keeps the real class path in a property of its own. */
  private static String surefireClassPath() {
    return System.getProperty(
        "surefire.test.class.path", System.getProperty("java.class.path", ""));
  }
}
