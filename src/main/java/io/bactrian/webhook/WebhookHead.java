package io.bactrian.webhook;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Judges a webhook by its head alone: nothing of a body is read before that. */
@Component
class WebhookHead {

  private final WebhookAuthentication authentication;

  WebhookHead(WebhookAuthentication authentication) {
    this.authentication = authentication;
  }

  /**
   * Returns if its sender is known and its body can be a webhook's.
   *
   * <p>A content encoding is refused: Evolution sends none, and a small gzip that unpacks to a
   * large body would have to be paid for first.
   *
   * @throws UnauthorizedException if its credentials are wrong or missing
   * @throws UnsupportedMediaTypeException if it is not JSON, or encoded
   */
  void require(HttpServletRequest request) {
    authentication.authenticate(
        request.getHeader("X-Webhook-Token"), request.getHeader("Authorization"));
    requireJson(request.getContentType(), request.getHeader("Content-Encoding"));
  }

  static void requireJson(String contentType, String contentEncoding) {
    if (contentEncoding != null
        && !contentEncoding.isBlank()
        && !contentEncoding.trim().equalsIgnoreCase("identity")) {
      throw new UnsupportedMediaTypeException("a webhook's body must not be compressed");
    }
    if (!isJson(contentType)) {
      throw new UnsupportedMediaTypeException("a webhook's body must be application/json");
    }
  }

  /** Its parameters say nothing of that: a charset nobody knows is no reason to refuse it. */
  private static boolean isJson(String contentType) {
    try {
      MediaType type =
          MediaType.parseMediaType(contentType == null ? "" : contentType.split(";", 2)[0]);
      String subtype = type.getSubtype().toLowerCase(Locale.ROOT);
      return type.getType().equalsIgnoreCase("application")
          && (subtype.equals("json") || subtype.endsWith("+json"));
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }
}
