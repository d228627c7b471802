package io.bactrian.derive.tool;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What a program that reads a stranger's file is wrapped into: limits of the kernel, a network
 * namespace without any network, the first place where memory runs out, and death with the hub.
 * Each is used where the machine allows it; util-linux brings all of them.
 */
@Component
public class Confinement {

  private static final Logger log = LoggerFactory.getLogger(Confinement.class);
  private static final long TRIAL_SECONDS = 10;
  private static final long CPU_GRACE_SECONDS = 5;

  /** After which what could not be used is tried once more: the machine may have been busy. */
  private static final Duration AGAIN = Duration.ofMinutes(1);

  private record Trial(boolean usable, Instant at) {

    boolean counts() {
      return usable || at.isAfter(Instant.now().minus(AGAIN));
    }
  }

  private final Map<String, Trial> trials = new ConcurrentHashMap<>();

  /**
   * For a program of a single file, started and awaited by the same thread.
   *
   * @param memory address space in bytes
   * @param output largest file it may write, in bytes
   * @param cpuSeconds of computing
   */
  List<String> tool(long memory, long output, long cpuSeconds) {
    // Between the two limits it is told; at the second one the kernel ends it without a word.
    String cpu = "--cpu=%d:%d".formatted(cpuSeconds, cpuSeconds + CPU_GRACE_SECONDS);
    List<String> prefix = limits("--as=" + memory, "--fsize=" + output, cpu, "--core=0");
    prefix.addAll(firstToGo());
    prefix.addAll(withoutNetwork());
    // The kernel ends it with the thread that started it, so with the hub at the latest.
    prefix.addAll(ifUsable("setpriv", "--pdeathsig", "KILL"));
    return prefix;
  }

  /**
   * For a Java program, which reserves far more address space than it uses.
   *
   * @param data writable memory in bytes
   */
  public List<String> java(long data) {
    List<String> prefix = limits("--data=" + data, "--core=0");
    prefix.addAll(firstToGo());
    prefix.addAll(withoutNetwork());
    return prefix;
  }

  private List<String> limits(String... options) {
    List<String> prefix = new ArrayList<>();
    if (isUsable("prlimit", "--core=0")) {
      prefix.add("prlimit");
      prefix.addAll(List.of(options));
    }
    return prefix;
  }

  /** Where memory runs out, the kernel is to end what can be done again, and not the hub. */
  private List<String> firstToGo() {
    return ifUsable("choom", "-n", "1000", "--");
  }

  private List<String> withoutNetwork() {
    return ifUsable("unshare", "--user", "--net");
  }

  private List<String> ifUsable(String... wrapper) {
    return isUsable(wrapper) ? List.of(wrapper) : List.of();
  }

  private boolean isUsable(String... wrapper) {
    return trials
        .compute(
            wrapper[0],
            (name, last) ->
                last != null && last.counts()
                    ? last
                    : new Trial(isTried(last == null, wrapper), Instant.now()))
        .usable();
  }

  private static boolean isTried(boolean first, String... wrapper) {
    List<String> command = new ArrayList<>(List.of(wrapper));
    command.add("true");
    try {
      Process trial =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (trial.waitFor(TRIAL_SECONDS, TimeUnit.SECONDS) && trial.exitValue() == 0) {
        return true;
      }
      trial.destroyForcibly();
    } catch (IOException e) {
      log.debug("{} can't be run", wrapper[0], e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (first) {
      log.warn("{} can't be used here: programs that read media run without it", wrapper[0]);
    }
    return false;
  }
}
