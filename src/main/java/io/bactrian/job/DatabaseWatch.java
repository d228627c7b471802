package io.bactrian.job;

import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Knows whether the database answered last. While it does not, nobody has to wait for a connection
 * to find out: a webhook goes to the broker at once. The heartbeat finds out when it is back.
 */
@Component("databaseWatch")
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
   * @throws DataAccessResourceFailureException if it did not
   */
  public void requireUp() {
    if (isAway()) {
      throw new DataAccessResourceFailureException("the database did not answer last");
    }
  }

  /** Whether the database did not answer last. */
  public boolean isAway() {
    return awaySince != null;
  }

  /** Takes note of a failure, if it is one of reaching the database at all. */
  public void note(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      boolean unreachable =
          cause instanceof DataAccessResourceFailureException
              || cause instanceof CannotCreateTransactionException
              || cause instanceof SQLTransientConnectionException;
      if (unreachable) {
        if (!isAway()) {
          log.warn("the database does not answer");
        }
        awaySince = System.nanoTime();
        return;
      }
    }
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
