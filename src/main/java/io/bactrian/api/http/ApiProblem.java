package io.bactrian.api.http;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** An answer of the API that is a problem (RFC 9457). */
public final class ApiProblem extends ErrorResponseException {

  private ApiProblem(HttpStatus status, String detail) {
    super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
  }

  public static ApiProblem unknown(String what, UUID id) {
    return new ApiProblem(HttpStatus.NOT_FOUND, "There is no %s %s.".formatted(what, id));
  }

  public static ApiProblem notFound(String detail) {
    return new ApiProblem(HttpStatus.NOT_FOUND, detail);
  }

  public static ApiProblem conflict(String detail) {
    return new ApiProblem(HttpStatus.CONFLICT, detail);
  }

  public static ApiProblem badRequest(String detail) {
    return new ApiProblem(HttpStatus.BAD_REQUEST, detail);
  }

  public static ApiProblem unavailable(String detail, Duration retryAfter) {
    ApiProblem problem = new ApiProblem(HttpStatus.SERVICE_UNAVAILABLE, detail);
    problem
        .getHeaders()
        .set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
    return problem;
  }

  /** All that is wrong with a body, so that its sender mends it in one go. */
  public static ApiProblem invalid(List<FieldError> errors) {
    ApiProblem problem =
        badRequest(String.join("; ", errors.stream().map(FieldError::toSentence).toList()) + ".");
    problem.getBody().setProperty("errors", errors);
    return problem;
  }
}
