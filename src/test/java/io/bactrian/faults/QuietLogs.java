package io.bactrian.faults;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** No Spring Boot runs in this JVM that would set the levels: all would be logged. */
final class QuietLogs {

  private QuietLogs() {}

  static void begin() {
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
  }
}
