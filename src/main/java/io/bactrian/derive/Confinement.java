package io.bactrian.derive;

import java.io.IOException;
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
 * namespace without any network, death with the hub, and death before the hub where memory runs
 * out. Each is used where the machine allows it; util-linux brings all of them.
 */
@Component
class Confinement {

  private static final Logger log = LoggerFactory.getLogger(Confinement.class);
  private static final long TRIAL_SECONDS = 10;

  private final Map<String, Boolean> usable = new ConcurrentHashMap<>();

  /**
   * For a program of a single file, started and awaited by the same thread.
   *
   * @param memory address space in bytes
   * @param output largest file it may write, in bytes
   * @param cpuSeconds of computing
   */
  List<String> tool(long memory, long output, long cpuSeconds) {
    List<String> prefix = firstToGo();
    prefix.addAll(limits("--as=" + memory, "--fsize=" + output, "--cpu=" + cpuSeconds, "--core=0"));
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
  List<String> java(long data) {
    List<String> prefix = firstToGo();
    prefix.addAll(limits("--data=" + data, "--core=0"));
    prefix.addAll(withoutNetwork());
    return prefix;
  }

  /** The kernel ends it, and not the hub, when what both may take together is spent. */
  private List<String> firstToGo() {
    return new ArrayList<>(ifUsable("choom", "-n", "1000", "--"));
  }

  private List<String> limits(String... options) {
    List<String> prefix = new ArrayList<>();
    if (isUsable("prlimit", "--core=0")) {
      prefix.add("prlimit");
      prefix.addAll(List.of(options));
    }
    return prefix;
  }

  private List<String> withoutNetwork() {
    return ifUsable("unshare", "--user", "--net");
  }

  private List<String> ifUsable(String... wrapper) {
    return isUsable(wrapper) ? List.of(wrapper) : List.of();
  }

  private boolean isUsable(String... wrapper) {
    return usable.computeIfAbsent(wrapper[0], name -> isTried(wrapper));
  }

  private static boolean isTried(String... wrapper) {
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
    log.info("{} can't be used here: programs that read media run without it", wrapper[0]);
    return false;
  }
}
