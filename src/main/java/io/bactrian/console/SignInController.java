package io.bactrian.console;

import io.bactrian.api.http.Access;
import io.bactrian.api.http.BearerTokens;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;

/** Signs people in with a token or a link that holds once, and out again. */
@Controller
final class SignInController {

  private static final Logger log = LoggerFactory.getLogger(SignInController.class);

  private final BearerTokens tokens;
  private final Sessions sessions;
  private final SignInLinks links;
  private final SignInDelays delays;

  SignInController(BearerTokens tokens, Sessions sessions, SignInLinks links, SignInDelays delays) {
    this.tokens = tokens;
    this.sessions = sessions;
    this.links = links;
    this.delays = delays;
  }

  @GetMapping(ConsolePaths.SIGN_IN)
  Object page(
      @RequestParam(required = false) String to,
      @RequestParam(required = false) String code,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    if (code != null) {
      if (links.redeem(code)) {
        return open(tokens.operator(), ConsolePaths.FRONT_PAGE, request, response);
      }
      return refused("signin.link.used", to, response, model);
    }
    if (SessionFilter.of(request) != null) {
      return away(to);
    }
    return form(null, to, model);
  }

  @PostMapping(path = ConsolePaths.SIGN_IN, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  Object signIn(HttpServletRequest request, HttpServletResponse response, Model model) {
    Form form = Form.of(request);
    String to = form.value("to");
    String address = request.getRemoteAddr();
    Duration left = delays.left(address);
    if (!left.isZero()) {
      response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(left.toSeconds() + 1));
      model.addAttribute("seconds", left.toSeconds() + 1);
      return form("signin.wait", to, model);
    }
    String token = form.value("token");
    Optional<Access> access = token == null ? Optional.empty() : tokens.of(token);
    if (access.isEmpty()) {
      delays.failed(address);
      log.info("Somebody tried to sign in to the console with a wrong token");
      return refused("signin.wrong", to, response, model);
    }
    delays.succeeded(address);
    return open(access.get(), to, request, response);
  }

  @PostMapping(ConsolePaths.SIGN_OUT)
  void signOut(HttpServletRequest request, HttpServletResponse response) {
    setCookie("", Duration.ZERO, request, response);
    response.setStatus(HttpStatus.NO_CONTENT.value());
    response.setHeader("HX-Redirect", ConsolePaths.SIGN_IN);
  }

  private Object open(
      Access access, String to, HttpServletRequest request, HttpServletResponse response) {
    setCookie(sessions.open(access), sessions.time(), request, response);
    return away(to);
  }

  /** Without a host, which a proxy in front may have another name for. */
  private static RedirectView away(String to) {
    RedirectView view = new RedirectView(ConsolePaths.own(to), false, false, false);
    view.setStatusCode(HttpStatus.SEE_OTHER);
    return view;
  }

  private static String refused(
      String problem, String to, HttpServletResponse response, Model model) {
    response.setStatus(HttpStatus.UNAUTHORIZED.value());
    return form(problem, to, model);
  }

  private static String form(String problem, String to, Model model) {
    model.addAttribute("problem", problem);
    model.addAttribute("to", ConsolePaths.own(to));
    model.asMap().putIfAbsent("seconds", 0L);
    return "console/sign-in";
  }

  private static void setCookie(
      String value, Duration age, HttpServletRequest request, HttpServletResponse response) {
    // A proxy that ends TLS says so; who says it without one only gets a cookie they can't send.
    boolean tls =
        request.isSecure() || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(SessionFilter.COOKIE, value)
            .path("/")
            .httpOnly(true)
            .sameSite("Strict")
            .secure(tls)
            .maxAge(age)
            .build()
            .toString());
  }
}
