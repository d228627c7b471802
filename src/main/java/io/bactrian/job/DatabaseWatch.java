package io.bactrian.job;

import io.bactrian.failure.DatabaseAwayException;
import io.bactrian.failure.DatabaseFault;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Knows whether the database answered last. While it does not, nobody has to wait for a connection
 * to find out: a webhook goes to the broker at once. The heartbeat finds out when it is back.
 */
@Component
public class DatabaseWatch {

  private static final Logger log = LoggerFactory.getLogger(DatabaseWatch.class);

  private final Duration hold;

  /** By the JVM's own time, which nobody sets back. */
  private volatile Long awaySince;

  public DatabaseWatch(LedgerSettings settings) {
    this.hold = settings.databaseHold();
  }

  /**
   * Returns at once if the database answered last.
   *
   * @throws DatabaseAwayException if it did not
   */
  public void requireUp() {
    if (isAway()) {
      throw new DatabaseAwayException();
    }
  }

  /** Whether the database did not answer last. */
  public boolean isAway() {
    return awaySince != null;
  }

  /**
   * Takes note of a failure, if it is one of reaching the database at all. One that nobody asked
   * did not fail once more: a hub under load would never believe that it is back.
   */
  public void note(Throwable failure) {
    if (DatabaseFault.isHearsay(failure) || !DatabaseFault.isAway(failure)) {
      return;
    }
    if (!isAway()) {
      log.warn("the database does not answer");
    }
    awaySince = System.nanoTime();
  }

  /** It answered; a database that comes and goes is believed after a while only. */
  void answered() {
    Long since = awaySince;
    if (since != null && System.nanoTime() - since >= hold.toNanos()) {
      awaySince = null;
      log.warn("the database answers again");
    }
  }
}
