package io.bactrian.webhook;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import com.auth0.jwt.interfaces.JWTVerifier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Tells whether a webhook comes from an Evolution API that we gave our secret to. */
@Component
public class WebhookAuthentication {

  private static final Pattern BEARER =
      Pattern.compile("bearer[ \\t]+(\\S+)[ \\t]*", Pattern.CASE_INSENSITIVE);

  private final List<byte[]> tokens;

  /** Null where no key is configured. */
  private final JWTVerifier jwt;

  public WebhookAuthentication(WebhookSettings settings) {
    tokens = settings.token().stream().map(WebhookAuthentication::digest).toList();
    jwt =
        settings.jwtKey().isEmpty()
            ? null
            : JWT.require(Algorithm.HMAC256(settings.jwtKey()))
                .acceptLeeway(settings.jwtLeeway().toSeconds())
                .build();
  }

  /**
   * Returns if either header holds a token of ours, or the second one a JWT signed with our key.
   *
   * @param webhookToken the header {@code X-Webhook-Token}, or null
   * @param authorization the header {@code Authorization}, or null
   * @throws UnauthorizedException if neither does
   */
  public void authenticate(String webhookToken, String authorization) {
    String bearer = bearer(authorization);
    boolean known = isToken(webhookToken) || isToken(bearer);
    if (!known && !isJwt(bearer)) {
      throw new UnauthorizedException("no valid webhook token");
    }
  }

  private static String bearer(String authorization) {
    Matcher matcher = BEARER.matcher(authorization == null ? "" : authorization.trim());
    return matcher.matches() ? matcher.group(1) : null;
  }

  /** Takes as long for a wrong token as for a right one, whatever its length and place. */
  private boolean isToken(String candidate) {
    byte[] digest = digest(candidate == null ? "" : candidate.trim());
    boolean known = false;
    for (byte[] token : tokens) {
      known |= MessageDigest.isEqual(token, digest);
    }
    return known;
  }

  private boolean isJwt(String candidate) {
    if (candidate == null || jwt == null) {
      return false;
    }
    try {
      DecodedJWT token = jwt.verify(candidate);
      // What must be understood before a token may be trusted (RFC 7515, 4.1.11): we know no such.
      boolean demands = !token.getHeaderClaim("crit").isMissing();
      return !demands && token.getExpiresAtAsInstant() != null;
    } catch (RuntimeException e) {
      // Not only JWTVerificationException: a date beyond Instant's range is a DateTimeException.
      return false;
    }
  }

  private static byte[] digest(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
