package io.bactrian.derive;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The most memory that one of our child processes ever had, as the kernel counts it. */
final class PeakMemory implements AutoCloseable {

  private static final String PEAK = "VmHWM:";

  private final AtomicLong bytes = new AtomicLong();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  PeakMemory() {
    assumeTrue(Files.exists(Path.of("/proc/self/status")), "no /proc here");
    var ignored = clock.scheduleWithFixedDelay(this::look, 0, 10, TimeUnit.MILLISECONDS);
  }

  private void look() {
    ProcessHandle.current().descendants().map(ProcessHandle::pid).forEach(this::look);
  }

  private void look(long pid) {
    try {
      if (Arrays.equals(commandLine(Long.toString(pid)), commandLine("self"))) {
        return; // it is about to become another program, and has our own memory until then
      }
      Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith(PEAK))
          .map(line -> line.replaceAll("\\D", ""))
          .forEach(kilobytes -> bytes.accumulateAndGet(Long.parseLong(kilobytes) << 10, Math::max));
    } catch (IOException e) {
      return; // it has ended meanwhile
    }
  }

  private static byte[] commandLine(String process) throws IOException {
    return Files.readAllBytes(Path.of("/proc", process, "cmdline"));
  }

  /** In bytes, up to now. */
  long bytes() {
    return bytes.get();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
