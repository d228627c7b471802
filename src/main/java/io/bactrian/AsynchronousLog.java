package io.bactrian;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/**
 * Puts a queue before the appenders of the root logger, so that no message waits for the terminal
 * or the disk. While the queue is more than four fifths full, lines at INFO and below are dropped;
 * those at WARN and ERROR wait for room. What waits at the end of the program is still written.
 */
@Component
class AsynchronousLog implements InitializingBean {

  /** Name of the appender. */
  static final String NAME = "ASYNCHRONOUS";

  private static final int FLUSH_MS = 5_000;

  private final LogSettings settings;

  AsynchronousLog(LogSettings settings) {
    this.settings = settings;
  }

  @Override
  public void afterPropertiesSet() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      putBefore(context);
    }
  }

  void putBefore(LoggerContext context) {
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    if (settings.queueSize() == 0 || root.getAppender(NAME) != null) {
      return;
    }
    List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
    root.iteratorForAppenders().forEachRemaining(appenders::add);
    // Logback's own takes one appender.
    for (Appender<ILoggingEvent> appender : appenders) {
      AsyncAppender queue = new AsyncAppender();
      queue.setContext(context);
      queue.setName(NAME);
      queue.setQueueSize(settings.queueSize());
      queue.setMaxFlushTime(FLUSH_MS);
      queue.addAppender(appender);
      queue.start();
      root.detachAppender(appender);
      root.addAppender(queue);
    }
  }
}
