package io.bactrian.failure;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * What a failure says of the database. Spring's exceptions don't tell a server that is away from a
 * row that is too large for an index; PostgreSQL's codes do (its manual, appendix A).
 */
public final class DatabaseFault {

  /**
   * No connection, no resources, broken disks, going down or coming up, or a standby that only
   * reads.
   */
  private static final Set<String> AWAY = Set.of("08", "53", "58", "57P", "25006");

  /**
   * Rolled back for another transaction's sake, a lock not to be had, a statement that timed out.
   */
  private static final Set<String> PASSING = Set.of("40", "55P03", "57014");

  private DatabaseFault() {}

  /** Whether the database was not reached, or takes nothing from anybody for now. */
  public static boolean isAway(Throwable failure) {
    if (chain(failure).anyMatch(DatabaseFault::isWithoutConnection)) {
      return true;
    }
    return sql(failure)
        .map(DatabaseFault::isAway)
        .orElseGet(
            () -> chain(failure).anyMatch(DataAccessResourceFailureException.class::isInstance));
  }

  /** Whether nobody asked the database, as it did not answer somebody else before. */
  public static boolean isHearsay(Throwable failure) {
    return chain(failure).anyMatch(DatabaseAwayException.class::isInstance);
  }

  /** Whether the same may succeed later: the database is away or busy, not at odds with it. */
  public static boolean isPassing(Throwable failure) {
    return isAway(failure)
        || chain(failure).anyMatch(TransientDataAccessException.class::isInstance)
        || sql(failure).filter(cause -> startsWith(cause, PASSING)).isPresent();
  }

  private static boolean isAway(SQLException failure) {
    return failure.getSQLState() == null || startsWith(failure, AWAY);
  }

  private static boolean isWithoutConnection(Throwable cause) {
    return cause instanceof CannotGetJdbcConnectionException
        || cause instanceof CannotCreateTransactionException
        || cause instanceof SQLTransientConnectionException
        || cause instanceof SQLNonTransientConnectionException
        || cause instanceof SQLRecoverableException;
  }

  private static boolean startsWith(SQLException failure, Set<String> codes) {
    String state = failure.getSQLState();
    return state != null && codes.stream().anyMatch(state::startsWith);
  }

  private static Optional<SQLException> sql(Throwable failure) {
    return chain(failure)
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .findFirst();
  }

  private static Stream<Throwable> chain(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }
}
