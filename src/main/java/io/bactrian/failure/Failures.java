package io.bactrian.failure;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.springframework.amqp.AmqpException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The one place that says of which kind a failure is. Error configurations ask it, since Camel's
 * own matching looks at the innermost cause first: there a database that is away looks like an
 * Evolution that is.
 */
public final class Failures {

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

  private Failures() {}

  /** Of which kind a failure is; what says so itself counts before all that caused it. */
  public static FailureKind kind(Throwable failure) {
    if (isOfACall(failure)) {
      return FailureKind.TEMPORARY;
    }
    boolean infrastructure = false;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof KnownFailure known) {
        return known.kind();
      }
      // Spring takes a row that is too large for an index for a database without resources.
      if (isOfTheContent(cause)) {
        return FailureKind.UNFORESEEN;
      }
      infrastructure |= isOfTheInfrastructure(cause);
    }
    return infrastructure ? FailureKind.INFRASTRUCTURE : FailureKind.UNFORESEEN;
  }

  public static boolean isInfrastructure(Throwable failure) {
    return kind(failure) == FailureKind.INFRASTRUCTURE;
  }

  /** Whether a call that failed so surely did not reach the other side. */
  public static boolean isUnsent(Throwable failure) {
    return failure instanceof ConnectException
        || failure instanceof NoRouteToHostException
        || failure instanceof UnknownHostException
        || failure instanceof ConnectTimeoutException
        || failure instanceof ConnectionRequestTimeoutException
        || failure instanceof SSLHandshakeException;
  }

  /** What a call over HTTP throws itself; servers of ours wrap it into exceptions of theirs. */
  private static boolean isOfACall(Throwable failure) {
    return failure instanceof SocketException
        || failure instanceof SocketTimeoutException
        || failure instanceof UnknownHostException
        || failure instanceof SSLException
        || failure instanceof ConnectionRequestTimeoutException
        || failure instanceof NoHttpResponseException
        || failure instanceof ConnectionClosedException
        || failure instanceof ClientProtocolException;
  }

  /**
   * Whether content does not fit, and would not tomorrow: what is not understood, and what the
   * database refuses for itself. A bug of ours, such as a {@link NullPointerException}, is no such
   * content.
   */
  public static boolean isUnfit(Throwable failure) {
    return !isInfrastructure(failure) && chain(failure).anyMatch(Failures::saysUnfit);
  }

  private static boolean saysUnfit(Throwable cause) {
    return (cause instanceof KnownFailure known && known.kind() == FailureKind.PERMANENT)
        || cause instanceof DataIntegrityViolationException
        || cause instanceof IllegalArgumentException;
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

  private static Stream<Throwable> chain(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }
}
