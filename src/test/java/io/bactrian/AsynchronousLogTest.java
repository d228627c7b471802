package io.bactrian;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody waits for the log, and what needs a person is always in it. */
@Timeout(30)
class AsynchronousLogTest {

  private final LoggerContext context = new LoggerContext();
  private final Logger log = context.getLogger("some");
  private final Terminal terminal = new Terminal();

  @Test
  void linesAreWrittenLaterThanTheyAreSaid() throws InterruptedException {
    queueOf(100);

    log.info("said");

    assertThat(terminal.written).isEmpty();
    terminal.takes.countDown();
    context.stop();
    assertThat(terminal.lines(Level.INFO)).isEqualTo(1);
  }

  @Test
  void aFullQueueDropsWhatWentWellAndNoWarning() throws InterruptedException {
    queueOf(10);
    for (int i = 0; i < 50; i++) {
      log.info("went well");
    }
    Thread warning =
        new Thread(
            () -> {
              for (int i = 0; i < 50; i++) {
                log.warn("needs a person");
              }
            });
    warning.start();
    terminal.takes.countDown();
    warning.join();
    context.stop();

    assertThat(terminal.lines(Level.WARN)).isEqualTo(50);
    // As many as the queue and the writer's hands hold, each at most ten.
    assertThat(terminal.lines(Level.INFO)).isBetween(1L, 20L);
  }

  @Test
  void withoutAQueueALineIsWrittenAtOnce() {
    terminal.takes.countDown();
    queueOf(0);

    log.info("said");

    assertThat(terminal.lines(Level.INFO)).isEqualTo(1);
  }

  @Test
  void aSecondStartPutsNoSecondQueue() {
    terminal.takes.countDown();
    queueOf(10);
    new AsynchronousLog(new LogSettings(10)).putBefore(context);

    log.info("said");
    context.stop();

    assertThat(terminal.lines(Level.INFO)).isEqualTo(1);
  }

  private void queueOf(int size) {
    context.setMDCAdapter(new LogbackMDCAdapter());
    terminal.setContext(context);
    terminal.setName("TERMINAL");
    terminal.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(terminal);
    new AsynchronousLog(new LogSettings(size)).putBefore(context);
  }

  /** Takes nothing until it is told to. */
  private static final class Terminal extends AppenderBase<ILoggingEvent> {

    final CountDownLatch takes = new CountDownLatch(1);
    final List<ILoggingEvent> written = Collections.synchronizedList(new ArrayList<>());

    @Override
    protected void append(ILoggingEvent event) {
      try {
        assertThat(takes.await(20, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      written.add(event);
    }

    long lines(Level level) {
      return List.copyOf(written).stream().filter(line -> line.getLevel() == level).count();
    }
  }
}
