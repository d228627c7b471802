package io.bactrian.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bactrian.api.http.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets into the console who is signed in, and lets them change something only by a request of the
 * console's own pages and with a token that may act. Says to the browser what a page may load.
 */
final class SessionFilter extends OncePerRequestFilter {

  static final String COOKIE = "bactrian_session";
  static final String CSRF_HEADER = "X-CSRF-Token";
  private static final String ATTRIBUTE = ConsoleSession.class.getName();

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  /** By the path as it was sent, which no dots or parameters can make another one. */
  private static final Pattern OPEN =
      Pattern.compile("/console/sign-in|/console/assets/[0-9a-f]+/[a-z][a-z0-9-]*\\.[a-z0-9]+");

  private final Sessions sessions;
  private final ProblemWriter problems;
  private final String contentSecurityPolicy;

  SessionFilter(Sessions sessions, ProblemWriter problems, String contentSecurityPolicy) {
    this.sessions = sessions;
    this.problems = problems;
    this.contentSecurityPolicy = contentSecurityPolicy;
  }

  /** Who is signed in; null on the pages that are open to everybody. */
  static ConsoleSession of(HttpServletRequest request) {
    return (ConsoleSession) request.getAttribute(ATTRIBUTE);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    secure(response);
    Optional<ConsoleSession> session = sessions.read(cookie(request));
    session.ifPresent(known -> request.setAttribute(ATTRIBUTE, known));
    boolean reading = READING.contains(request.getMethod());
    if (!reading && !isOfOwnSite(request)) {
      forbid(request, response, "This request does not come from the console's own pages.");
    } else if (OPEN.matcher(request.getRequestURI()).matches()) {
      chain.doFilter(request, response);
    } else if (session.isEmpty()) {
      signIn(request, response);
    } else if (!reading && !session.get().isOwn(request.getHeader(CSRF_HEADER))) {
      forbid(request, response, "This request does not come from the console's own pages.");
    } else if (!reading
        && !session.get().mayAct()
        && !request.getRequestURI().equals(ConsolePaths.SIGN_OUT)) {
      forbid(request, response, "This token may look, and change nothing.");
    } else {
      chain.doFilter(request, response);
    }
  }

  private void secure(HttpServletResponse response) {
    response.setHeader("Content-Security-Policy", contentSecurityPolicy);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("X-Robots-Tag", "noindex");
  }

  /** By what browsers say of themselves; those too old to say it send the cookie to nobody else. */
  private static boolean isOfOwnSite(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    return site == null || OWN_SITE.contains(site);
  }

  private static void signIn(HttpServletRequest request, HttpServletResponse response) {
    String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
    if (request.getHeader("HX-Request") != null) {
      response.setStatus(HttpStatus.UNAUTHORIZED.value());
      response.setHeader("HX-Redirect", ConsolePaths.SIGN_IN);
      return;
    }
    if ("text/event-stream".equals(request.getHeader(HttpHeaders.ACCEPT))) {
      // An event source would follow a redirect, and ask again and again.
      response.setStatus(HttpStatus.NO_CONTENT.value());
      return;
    }
    String back = ConsolePaths.own(request.getRequestURI() + query);
    response.setStatus(HttpStatus.SEE_OTHER.value());
    response.setHeader(
        HttpHeaders.LOCATION,
        back.equals(ConsolePaths.FRONT_PAGE)
            ? ConsolePaths.SIGN_IN
            : ConsolePaths.SIGN_IN + "?to=" + URLEncoder.encode(back, UTF_8));
  }

  private void forbid(HttpServletRequest request, HttpServletResponse response, String detail)
      throws IOException {
    problems.write(request, response, HttpStatus.FORBIDDEN, detail);
  }

  private static String cookie(HttpServletRequest request) {
    if (request.getCookies() != null) {
      for (Cookie cookie : request.getCookies()) {
        if (cookie.getName().equals(COOKIE)) {
          return cookie.getValue();
        }
      }
    }
    return null;
  }
}
