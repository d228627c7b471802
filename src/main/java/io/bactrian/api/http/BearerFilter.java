package io.bactrian.api.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets nobody into the API without a token, whatever the path below it. */
public final class BearerFilter extends OncePerRequestFilter {

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private final BearerTokens tokens;
  private final ProblemWriter problems;

  public BearerFilter(BearerTokens tokens, ProblemWriter problems) {
    this.tokens = tokens;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    // Answers are people's messages: no cache on the way may keep them.
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    Optional<Access> access = tokens.ofHeader(request.getHeader(HttpHeaders.AUTHORIZATION));
    if (access.isPresent()) {
      if (access.get().mayAct() || READING.contains(request.getMethod())) {
        chain.doFilter(request, response);
      } else {
        problems.write(
            request, response, HttpStatus.FORBIDDEN, "This token may look, and change nothing.");
      }
      return;
    }
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    problems.write(
        request,
        response,
        HttpStatus.UNAUTHORIZED,
        "This needs the header 'Authorization: Bearer <token>' with a token of this hub.");
  }
}
