package io.bactrian.faults;

import io.bactrian.faults.inside.CrashPoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One hub that is halted at one step after the other, and those who send to it. */
final class CrashLane {

  private static final Duration LOOK = Duration.ofMillis(150);
  private static final Duration START = Duration.ofMinutes(4);
  private static final int AT_ONCE = 4;

  /** What is sent at first, before the lane waits for the point instead of filling up. */
  private static final int ROUNDS = 3;

  private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(1);

  /** From a hub's readiness on; what is not reached by then lies on another way. */
  private final Duration reach;

  private final Path folder;
  private final HubProcess hub;
  private final Deliveries deliveries;
  private final List<String> missed = new ArrayList<>();
  private List<SentMedia> left = List.of();
  private int halts;

  CrashLane(HubProcess hub, String name, Deliveries deliveries, Duration reach) {
    this.reach = reach;
    this.deliveries = deliveries;
    try {
      folder =
          Files.createDirectories(Path.of("target", "faults", "crash-" + name).toAbsolutePath());
      Files.deleteIfExists(folder.resolve(CrashPoints.ARMED));
      Files.deleteIfExists(folder.resolve(CrashPoints.STEPS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.hub = hub.option("-D" + CrashPoints.FOLDER + "=" + folder);
  }

  HubProcess hub() {
    return hub;
  }

  int halts() {
    return halts;
  }

  /** What was armed in vain. */
  List<String> missed() {
    return missed;
  }

  /** The steps of the routes in these files; the hub has started. */
  List<String> steps(List<String> files) {
    try (Stream<String> lines = Files.lines(folder.resolve(CrashPoints.STEPS))) {
      return lines
          .distinct()
          .map(line -> line.split(" ", 2))
          .filter(step -> files.contains(step[0].replaceFirst("\\..*", "")))
          .map(step -> step[1])
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Halts the hub at a point, starting it before if it does not run.
   *
   * @param point {@code before|after <n-th pass> <step>}
   * @param media makes one to be sent while the point is not reached
   * @param more what else leads there, again and again
   */
  void halt(String point, Supplier<SentMedia> media, Runnable more) {
    arm(point);
    if (!hub.isAlive()) {
      hub.launch();
    }
    long began = System.nanoTime();
    long ready = 0;
    int rounds = 0;
    while (true) {
      OptionalInt exit = hub.exitWithin(LOOK);
      if (exit.isPresent()) {
        if (exit.getAsInt() != CrashPoints.HALTED) {
          throw new IllegalStateException("the hub ended with " + exit.getAsInt());
        }
        halts++;
        break;
      }
      if (ready == 0 && hub.isReadyNow()) {
        ready = System.nanoTime();
      }
      if (ready != 0) {
        if (System.nanoTime() - ready > reach.toNanos()) {
          missed.add(point);
          break;
        }
        more.run();
        if (rounds < ROUNDS + (System.nanoTime() - ready) / BETWEEN_ROUNDS.toNanos()) {
          rounds++;
          send(media);
        }
      } else if (System.nanoTime() - began > START.toNanos()) {
        throw new IllegalStateException("the hub does not start");
      }
    }
    arm("");
  }

  /** Starts the hub if it does not run. */
  void ready() {
    arm("");
    if (!hub.isAlive()) {
      hub.start();
    }
  }

  /** What the hub did not accept so far. */
  List<SentMedia> left() {
    return left;
  }

  private void send(Supplier<SentMedia> media) {
    List<SentMedia> next = new ArrayList<>(left);
    while (next.size() < AT_ONCE) {
      next.add(media.get());
    }
    left = deliveries.deliver(hub.client(), next);
  }

  private void arm(String point) {
    try {
      Path file = folder.resolve(CrashPoints.ARMED);
      Path whole = Files.writeString(folder.resolve("next"), point);
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
