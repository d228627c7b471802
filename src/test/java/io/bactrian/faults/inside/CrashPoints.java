package io.bactrian.faults.inside;

import io.bactrian.routes.RouteNodeName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Halts the program at a step of a route, as a power cut at exactly that moment would. The folder
 * in the system property {@link #FOLDER} says where: its file {@link #ARMED} holds {@code
 * before|after <n-th pass> <step>} and may change at any time; the file {@link #STEPS} is filled
 * with all steps there are, as {@code <file> <step>}.
 */
public final class CrashPoints implements InterceptStrategy {

  public static final String FOLDER = "bactrian.crash.folder";
  public static final String ARMED = "armed";
  public static final String STEPS = "steps";

  /** The exit code of a program that was halted here. */
  public static final int HALTED = 99;

  private static final Duration LOOK = Duration.ofMillis(20);

  private record Point(String line, AtomicInteger passesLeft) {}

  private final Path folder = Path.of(System.getProperty(FOLDER));
  private volatile Point armed = point(read());

  public CrashPoints() {
    Thread watch = new Thread(this::watch, "crash-points");
    watch.setDaemon(true);
    watch.start();
  }

  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext context, NamedNode node, Processor target, Processor next) {
    RouteNodeName step = RouteNodeName.of(node);
    if (step == null) {
      return target;
    }
    note(step);
    return new DelegateAsyncProcessor(target) {
      @Override
      public boolean process(Exchange exchange, AsyncCallback callback) {
        pass("before", step.name());
        return super.process(
            exchange,
            sync -> {
              pass("after", step.name());
              callback.done(sync);
            });
      }
    };
  }

  private void pass(String side, String step) {
    Point point = armed;
    if (point != null
        && point.line().startsWith(side)
        && point.line().endsWith(" " + step)
        && point.passesLeft().decrementAndGet() == 0) {
      Runtime.getRuntime().halt(HALTED);
    }
  }

  private void watch() {
    while (true) {
      String line = read();
      Point point = armed;
      if (!line.equals(point == null ? "" : point.line())) {
        armed = point(line);
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private static Point point(String line) {
    return line.isEmpty()
        ? null
        : new Point(line, new AtomicInteger(Integer.parseInt(line.split(" ", 3)[1])));
  }

  private String read() {
    try {
      Path file = folder.resolve(ARMED);
      return Files.exists(file) ? Files.readString(file).strip() : "";
    } catch (IOException e) {
      return "";
    }
  }

  private void note(RouteNodeName step) {
    try {
      Files.write(
          folder.resolve(STEPS),
          (step.file() + " " + step.name() + "\n").getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
