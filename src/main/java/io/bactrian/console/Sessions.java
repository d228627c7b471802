package io.bactrian.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bactrian.api.http.Access;
import io.bactrian.api.http.BearerTokens;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Who is signed in. A session is a signed cookie and no row: every copy of the hub can read it,
 * also while the database is away, and it ends when its token is taken out of the settings.
 */
@Component
class Sessions {

  private static final int NONCE_BYTES = 12;
  private static final int PARTS = 4;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final BearerTokens tokens;
  private final ConsoleSettings settings;
  private final Clock clock;

  Sessions(BearerTokens tokens, ConsoleSettings settings, Clock clock) {
    this.tokens = tokens;
    this.settings = settings;
    this.clock = clock;
  }

  /** The value of the cookie of a new session. */
  String open(Access access) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    String facts =
        "%s.%d.%s"
            .formatted(
                access.id(),
                clock.instant().plus(settings.sessionTime()).getEpochSecond(),
                BASE64.encodeToString(nonce));
    return facts + "." + signature(access, facts);
  }

  /** The session of a cookie; empty if it is none of ours, is over, or its token is gone. */
  Optional<ConsoleSession> read(String cookie) {
    String[] parts = cookie == null ? new String[0] : cookie.split("\\.", -1);
    if (parts.length != PARTS) {
      return Optional.empty();
    }
    String facts = cookie.substring(0, cookie.lastIndexOf('.'));
    return tokens
        .ofId(parts[0])
        .filter(access -> same(signature(access, facts), parts[PARTS - 1]))
        .map(
            access ->
                new ConsoleSession(
                    access, parts[2], Instant.ofEpochSecond(Long.parseLong(parts[1]))))
        .filter(session -> clock.instant().isBefore(session.expires()));
  }

  Duration time() {
    return settings.sessionTime();
  }

  private static String signature(Access access, String facts) {
    return BASE64.encodeToString(access.sign(("session " + facts).getBytes(UTF_8)));
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
  }
}
