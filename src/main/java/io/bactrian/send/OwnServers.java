package io.bactrian.send;

import io.bactrian.failure.InfrastructureFailureException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/**
 * Tells infrastructure failures from those of a call. A database or an object storage that is away
 * has the same causes (refused, timed out) as an Evolution that is, and routes look at causes:
 * taken for one of the call it would undo what is known of that.
 */
final class OwnServers {

  private static final Logger log = LoggerFactory.getLogger(OwnServers.class);

  private OwnServers() {}

  /**
   * Does some work at our own servers.
   *
   * @throws InfrastructureFailureException without a cause, if one of them fails
   */
  static <T> T named(Supplier<T> work) {
    try {
      return work.get();
    } catch (DataIntegrityViolationException e) {
      throw e; // No fault of the database: it would be the same tomorrow.
    } catch (DataAccessException | TransactionException e) {
      log.debug("the database failed", e);
      throw new InfrastructureFailureException(
          "the database: " + e.getClass().getSimpleName(), null);
    } catch (InfrastructureFailureException e) {
      log.debug("object storage failed", e);
      throw new InfrastructureFailureException(e.getMessage(), null);
    }
  }
}
