package io.bactrian.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Sounds and films that the distribution's ffmpeg makes, and what its tools say of files. */
public final class Media {

  private Media() {}

  /** Skips the test where a program is missing. */
  public static void require(String... programs) {
    for (String program : programs) {
      assumeTrue(isInstalled(program), program + " is not installed: .ci/servers install");
    }
  }

  static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** A file made by ffmpeg; the arguments are its whole command line but the output. */
  static byte[] made(Path folder, String name, String... arguments) {
    Path file = folder.resolve(name);
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-y", "-v", "error"));
    command.addAll(List.of(arguments));
    command.add(file.toString());
    said(command.toArray(String[]::new));
    return bytes(file);
  }

  public static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A tone of that many seconds. */
  static byte[] tone(Path folder, String name, int seconds, String... encoder) {
    List<String> arguments =
        new ArrayList<>(List.of("-f", "lavfi", "-i", "sine=frequency=440:duration=" + seconds));
    arguments.addAll(List.of(encoder));
    return made(folder, name, arguments.toArray(String[]::new));
  }

  /** A moving picture with a tone, of that many seconds. */
  static byte[] film(Path folder, String name, int seconds, String size, String... encoder) {
    List<String> arguments =
        new ArrayList<>(
            List.of("-f", "lavfi", "-i", "testsrc=duration=" + seconds + ":size=" + size));
    arguments.addAll(List.of("-f", "lavfi", "-i", "sine=duration=" + seconds));
    arguments.addAll(List.of(encoder));
    return made(folder, name, arguments.toArray(String[]::new));
  }

  /** What a program prints; it has to succeed. */
  public static String said(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertThat(process.waitFor()).as("%s: %s", List.of(command), said).isZero();
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What ffprobe says of a property: {@code format=duration}, {@code stream=codec_name}. */
  static String probed(Path file, String property) {
    return said(
        "ffprobe", "-v", "error", "-show_entries", property, "-of", "csv=p=0", file.toString());
  }
}
