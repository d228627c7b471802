package io.bactrian.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** The tokens that open the API, kept as digests. */
public final class BearerTokens {

  private static final String SCHEME = "bearer ";

  private final List<byte[]> digests;

  public BearerTokens(List<String> tokens) {
    digests = tokens.stream().map(token -> sha256(token.strip())).toList();
  }

  /**
   * Whether an {@code Authorization} header bears one of the tokens. Every token is compared, and
   * as digests of one length, so the time taken tells nothing of how near a guess was.
   */
  boolean accept(String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    byte[] given = sha256(authorization.substring(SCHEME.length()).strip());
    boolean known = false;
    for (byte[] digest : digests) {
      known |= MessageDigest.isEqual(digest, given);
    }
    return known;
  }

  private static byte[] sha256(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
