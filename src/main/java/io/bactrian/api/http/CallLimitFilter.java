package io.bactrian.api.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets only so many calls of the API be at work at once: its clients share the web server's threads
 * with the webhooks, which lose more by waiting.
 */
public final class CallLimitFilter extends OncePerRequestFilter {

  private final Semaphore places;
  private final Duration retryAfter;
  private final ProblemWriter problems;

  public CallLimitFilter(int most, Duration retryAfter, ProblemWriter problems) {
    places = new Semaphore(most);
    this.retryAfter = retryAfter;
    this.problems = problems;
  }

  /** A call whose body had to be read first goes on in another thread. */
  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!places.tryAcquire()) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds()));
      problems.write(request, response, HttpStatus.SERVICE_UNAVAILABLE, "Too many calls at once.");
      return;
    }
    try {
      chain.doFilter(request, response);
    } finally {
      places.release();
    }
  }
}
