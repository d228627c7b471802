package io.bactrian.failure;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.amqp.AmqpException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Tells infrastructure failures (database, object storage, broker, disk) from what would fail the
 * same way for ever: the former is waited for, the latter spends an attempt.
 */
@Component("failures")
public class Failures {

  /** S3's words for an object that it will never take; all else it says may pass. */
  private static final Set<String> REFUSED_OBJECT =
      Set.of(
          "EntityTooLarge",
          "EntityTooSmall",
          "KeyTooLongError",
          "InvalidURI",
          "InvalidObjectName",
          "XMinioInvalidObjectName",
          "MetadataTooLarge");

  /**
   * SQLSTATE classes that speak of the data: data exception, constraint, program limit exceeded.
   */
  private static final Set<String> OF_THE_DATA = Set.of("22", "23", "54");

  /** Whether a failure, or what caused it, is our own trouble. */
  public static boolean isInfrastructure(Throwable failure) {
    boolean ours = false;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InfrastructureFailureException) {
        return true;
      }
      // Spring takes a row that is too large for an index for a database without resources.
      if (isOfTheContent(cause)) {
        return false;
      }
      ours |= isOfTheInfrastructure(cause);
    }
    return ours;
  }

  /** Goes on only if it would fail the same way for ever; else throws what failed. */
  public void pass(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure)
      throws Exception {
    if (isInfrastructure(failure)) {
      throw failure;
    }
  }

  private static boolean isOfTheContent(Throwable cause) {
    if (cause instanceof AwsServiceException refusal) {
      return refusal.awsErrorDetails() != null
          && REFUSED_OBJECT.contains(String.valueOf(refusal.awsErrorDetails().errorCode()));
    }
    if (cause instanceof SQLException refusal) {
      String state = String.valueOf(refusal.getSQLState());
      return state.length() == 5 && OF_THE_DATA.contains(state.substring(0, 2));
    }
    return cause instanceof DataIntegrityViolationException
        || cause instanceof JsonProcessingException;
  }

  private static boolean isOfTheInfrastructure(Throwable cause) {
    return cause instanceof DataAccessException
        || cause instanceof TransactionException
        || cause instanceof SQLException
        || cause instanceof AmqpException
        || cause instanceof SdkException
        || cause instanceof IOException
        || cause instanceof TimeoutException
        || cause instanceof InterruptedException
        || cause instanceof RejectedExecutionException;
  }
}
