package io.bactrian.console;

import io.bactrian.api.http.ApiProblem;
import io.bactrian.failure.DatabaseFault;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.json.MappingJackson2JsonView;
import org.springframework.web.util.DisconnectedClientHelper;

/** Says on a page of the console what went wrong, and which servers answer. */
@ControllerAdvice(basePackageClasses = ConsoleProblems.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ConsoleProblems {

  private static final Logger log = LoggerFactory.getLogger(ConsoleProblems.class);

  private final FrameAdvice frames;
  private final ServerBoard servers;

  ConsoleProblems(FrameAdvice frames, ServerBoard servers) {
    this.frames = frames;
    this.servers = servers;
  }

  @ExceptionHandler
  ModelAndView any(Exception e, HttpServletRequest request) {
    if (DisconnectedClientHelper.isClientDisconnectedException(e)) {
      return null;
    }
    if (e instanceof ApiProblem problem) {
      return page(problem.getStatusCode(), problem.getBody().getDetail(), request);
    }
    if (e instanceof ErrorResponse answer) {
      return page(answer.getStatusCode(), answer.getBody().getDetail(), request);
    }
    if (e instanceof TypeMismatchException mismatch) {
      return page(
          HttpStatus.BAD_REQUEST,
          "'%s' is not right.".formatted(mismatch.getPropertyName()),
          request);
    }
    if (DatabaseFault.isPassing(e)) {
      log.warn("The database does not answer the console: {}", e.getClass().getSimpleName());
      return page(HttpStatus.SERVICE_UNAVAILABLE, null, request);
    }
    log.error("A page of the console failed", e);
    return page(HttpStatus.INTERNAL_SERVER_ERROR, null, request);
  }

  private ModelAndView page(HttpStatusCode status, String detail, HttpServletRequest request) {
    if (request.getHeader("HX-Request") != null) {
      ModelAndView line =
          new ModelAndView(
              new MappingJackson2JsonView(), Map.of("detail", detail == null ? "" : detail));
      line.setStatus(status);
      return line;
    }
    boolean signedIn = SessionFilter.of(request) != null;
    ModelAndView page =
        new ModelAndView(
            "console/problem",
            Map.of(
                "frame",
                frames.frame(request),
                "code",
                status.value(),
                "detail",
                detail == null ? "" : detail,
                "servers",
                signedIn && status.is5xxServerError() ? servers.current() : List.of()));
    page.setStatus(status);
    return page;
  }
}
