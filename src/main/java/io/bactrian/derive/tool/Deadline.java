package io.bactrian.derive.tool;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ends a process and its descendants when its time is up. Closing calls the end off. */
public final class Deadline implements AutoCloseable {

  private final AtomicBoolean over = new AtomicBoolean();
  private final CompletableFuture<Void> alarm = new CompletableFuture<>();
  private final CompletableFuture<Void> end;

  public Deadline(Process process, Duration limit) {
    end =
        alarm
            .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
            .exceptionally(
                timeout -> {
                  over.set(true);
                  end(process);
                  return null;
                });
  }

  public boolean isOver() {
    return over.get();
  }

  /** Looks for descendants, for which all of the machine's processes are read, only if it runs. */
  public static void end(Process process) {
    if (!process.isAlive()) {
      return;
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  @Override
  public void close() {
    alarm.complete(null);
    end.join();
  }
}
