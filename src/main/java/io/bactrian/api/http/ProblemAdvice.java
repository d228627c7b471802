package io.bactrian.api.http;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import io.bactrian.failure.DatabaseFault;
import io.bactrian.failure.InfrastructureFailureException;
import io.bactrian.failure.SparseLog;
import io.bactrian.send.TooManyWaitingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.DisconnectedClientHelper;

/** Turns whatever goes wrong into a problem that helps its reader and shows nothing of us. */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  /** Strangers make these as often as they like. */
  private final SparseLog nowhere = new SparseLog(Duration.ofMinutes(1));

  private final ApiSettings settings;

  ProblemAdvice(ApiSettings settings) {
    this.settings = settings;
  }

  @ExceptionHandler({
    DataAccessResourceFailureException.class,
    TransientDataAccessException.class,
    RecoverableDataAccessException.class,
    CannotCreateTransactionException.class
  })
  ResponseEntity<Object> databaseDown(Exception e, WebRequest request) {
    log.warn("The database does not answer: {}", e.getClass().getSimpleName());
    return unavailable("The database does not answer now.", request);
  }

  /** Object storage, as a rule: what is sent is kept there before it is accepted. */
  @ExceptionHandler
  ResponseEntity<Object> infrastructureFailure(
      InfrastructureFailureException e, WebRequest request) {
    log.warn("A store does not answer: {}", e.getMessage());
    return unavailable("A store of this hub does not answer now.", request);
  }

  /** More calls at once than wait for their turn. */
  @ExceptionHandler
  ResponseEntity<Object> tooBusy(TaskRejectedException e, WebRequest request) {
    log.warn("Too many calls at once: {}", e.getMessage());
    return unavailable("Too many calls at once.", request);
  }

  @Override
  protected ResponseEntity<Object> handleAsyncRequestTimeoutException(
      AsyncRequestTimeoutException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return unavailable("This takes too long now.", request);
  }

  private ResponseEntity<Object> unavailable(String detail, WebRequest request) {
    ApiProblem problem = ApiProblem.unavailable(detail, settings.retryAfter());
    return handleExceptionInternal(
        problem, problem.getBody(), problem.getHeaders(), problem.getStatusCode(), request);
  }

  @ExceptionHandler
  ResponseEntity<Object> keyReused(IdempotencyConflict e, WebRequest request) {
    return answer(
        e,
        new HttpHeaders(),
        HttpStatus.UNPROCESSABLE_ENTITY,
        "This Idempotency-Key came with another body before. A new message needs a new key.",
        request);
  }

  @ExceptionHandler
  ResponseEntity<Object> tooManyWaiting(TooManyWaitingException e, WebRequest request) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(
        HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, settings.retryAfter().toSeconds())));
    return answer(e, headers, HttpStatus.TOO_MANY_REQUESTS, e.getMessage() + ".", request);
  }

  @ExceptionHandler
  ResponseEntity<Object> unexpected(Exception e, WebRequest request) {
    if (DisconnectedClientHelper.isClientDisconnectedException(e)) {
      return null;
    }
    // What broke with its connection is told of as a rollback that could not be made.
    if (DatabaseFault.isPassing(e)) {
      return databaseDown(e, request);
    }
    log.error("A call to the API failed", e);
    return answer(
        e,
        new HttpHeaders(),
        HttpStatus.INTERNAL_SERVER_ERROR,
        "Something went wrong here. The log of the hub says what.",
        request);
  }

  @Override
  protected ResponseEntity<Object> handleNoResourceFoundException(
      NoResourceFoundException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    tellOfNowhere();
    return answer(e, headers, status, "There is nothing at this path.", request);
  }

  @Override
  protected ResponseEntity<Object> handleNoHandlerFoundException(
      NoHandlerFoundException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    tellOfNowhere();
    return answer(e, headers, status, "There is nothing at this path.", request);
  }

  private void tellOfNowhere() {
    nowhere
        .count("path")
        .ifPresent(
            more ->
                log.info(
                    "A request for a path where nothing is, {} since the last such line", more));
  }

  @Override
  protected ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    String name =
        e instanceof MethodArgumentTypeMismatchException argument
            ? argument.getName()
            : e.getPropertyName();
    return answer(e, headers, status, "'%s' must be %s.".formatted(name, expected(e)), request);
  }

  private static String expected(TypeMismatchException e) {
    Class<?> type = e.getRequiredType();
    if (type == null) {
      return "of another type";
    }
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(Object::toString)
              .collect(Collectors.joining(", "));
    }
    if (type == Instant.class) {
      return "a time as 2026-01-31T12:00:00Z";
    }
    return type == UUID.class ? "a UUID" : "a whole number";
  }

  @Override
  protected ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    if (e.getCause() instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      String field =
          mapping.getPath().stream()
              .map(Reference::getFieldName)
              .filter(name -> name != null)
              .collect(Collectors.joining("."));
      ApiProblem problem =
          ApiProblem.invalid(
              List.of(
                  FieldError.of(
                      field,
                      field.endsWith("base64") ? "is not valid base64" : "is of a wrong type")));
      return handleExceptionInternal(problem, problem.getBody(), headers, status, request);
    }
    return answer(e, headers, status, "The body must be a JSON object.", request);
  }

  private ResponseEntity<Object> answer(
      Exception e, HttpHeaders headers, HttpStatusCode status, String detail, WebRequest request) {
    return handleExceptionInternal(
        e, ProblemDetail.forStatusAndDetail(status, detail), headers, status, request);
  }

  @Override
  protected ResponseEntity<Object> createResponseEntity(
      Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    if (body instanceof ProblemDetail problem && problem.getInstance() == null) {
      problem.setInstance(ProblemWriter.instance(((ServletWebRequest) request).getRequest()));
    }
    HttpHeaders all = new HttpHeaders();
    all.addAll(headers);
    // Set here, the type holds whatever the client said it accepts.
    all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    return new ResponseEntity<>(body, all, status);
  }
}
