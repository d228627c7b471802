package io.bactrian.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The tokens that open the API and the console, kept as digests. */
@Component
public final class BearerTokens {

  private static final String SCHEME = "bearer ";

  private final List<Access> known;

  @Autowired
  BearerTokens(ApiSettings settings) {
    this(settings.token(), settings.viewerToken());
  }

  BearerTokens(List<String> operators, List<String> viewers) {
    known =
        Stream.concat(
                operators.stream().map(token -> new Access(token, Role.OPERATOR)),
                viewers.stream().map(token -> new Access(token, Role.VIEWER)))
            .toList();
  }

  /** What an {@code Authorization} header gives access to; empty if it bears none of the tokens. */
  Optional<Access> ofHeader(String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    return of(authorization.substring(SCHEME.length()));
  }

  /**
   * What a token gives access to. Every token is compared, and as digests of one length, so the
   * time taken tells nothing of how near a guess was.
   */
  public Optional<Access> of(String token) {
    byte[] given = Access.sha256(token.strip().getBytes(UTF_8));
    Access found = null;
    for (Access access : known) {
      boolean same = access.isOf(given);
      found = same && found == null ? access : found;
    }
    return Optional.ofNullable(found);
  }

  /** The token with this {@link Access#id}; empty once it is no longer among the settings. */
  public Optional<Access> ofId(String id) {
    return known.stream().filter(access -> access.id().equals(id)).findFirst();
  }

  /** Of the first token that may act. */
  public Access operator() {
    return known.get(0);
  }
}
