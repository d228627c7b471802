package io.bactrian.leaks;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;

/** Reads every line that any context of this process logs, from the first one to the last. */
final class LogWatch extends AppenderBase<ILoggingEvent> {

  private static final int EXCERPT = 300;

  private final SampleSecrets secrets;
  private final AtomicLong lines = new AtomicLong();
  private final Map<String, String> hits = new ConcurrentSkipListMap<>();

  LogWatch(SampleSecrets secrets) {
    this.secrets = secrets;
  }

  /** Begins, or goes on after a program that starts has configured logging again. */
  void watch() {
    LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
    setContext(logging);
    start();
    logging.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(this);
  }

  long lines() {
    return lines.get();
  }

  /** Each logger that told something, with what it was and the beginning of one such line. */
  List<String> hits() {
    List<String> told = new ArrayList<>();
    hits.forEach((logger, line) -> told.add(logger + ": " + line));
    return told;
  }

  @Override
  protected void append(ILoggingEvent event) {
    lines.incrementAndGet();
    StringBuilder line = new StringBuilder(event.getFormattedMessage());
    Collection<String> context = event.getMDCPropertyMap().values();
    context.forEach(value -> line.append(' ').append(value));
    if (event.getThrowableProxy() != null) {
      line.append(' ').append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    String text = line.toString();
    secrets
        .in(text)
        .ifPresent(
            what ->
                hits.put(
                    event.getLoggerName() + " " + what,
                    text.substring(0, Math.min(EXCERPT, text.length()))));
  }
}
