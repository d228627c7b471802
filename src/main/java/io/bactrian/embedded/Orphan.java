package io.bactrian.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A server's process that may have outlived the program which started it. */
final class Orphan {

  private Orphan() {}

  /**
   * The process whose id the file begins with, where it runs this executable: a process id may long
   * belong to something else.
   */
  static Optional<ProcessHandle> find(Path pidFile, Path executable) throws IOException {
    if (Files.notExists(pidFile) || Files.notExists(executable)) {
      return Optional.empty();
    }
    String pid = Files.readString(pidFile).lines().findFirst().orElse("").strip();
    if (!pid.matches("\\d{1,18}")) {
      return Optional.empty();
    }
    String command = executable.toRealPath().toString();
    return ProcessHandle.of(Long.parseLong(pid))
        .filter(process -> process.info().command().filter(command::equals).isPresent());
  }

  /** Asks the process to end, and kills it when it does not. */
  static void stop(ProcessHandle process, Duration patience) {
    process.destroy();
    if (!ended(process, patience)) {
      process.destroyForcibly();
      ended(process, patience);
    }
  }

  /** Whether the process ends within this time. */
  static boolean ended(ProcessHandle process, Duration patience) {
    try {
      process.onExit().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
      return true;
    } catch (CompletionException | CancellationException e) {
      return !process.isAlive();
    }
  }
}
