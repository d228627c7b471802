package io.bactrian.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Links that sign in once, for whoever reads the first start's output. The newest alone holds, in
 * the copy that made it, until it is used or too old. Its supplier's value is the path of a new
 * one.
 */
@Component("signInLink")
class SignInLinks implements Supplier<String> {

  private static final int CODE_BYTES = 24;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final ConsoleSettings settings;
  private final Clock clock;

  private String code;
  private Instant expires;

  SignInLinks(ConsoleSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public synchronized String get() {
    byte[] bytes = new byte[CODE_BYTES];
    RANDOM.nextBytes(bytes);
    code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    expires = clock.instant().plus(settings.signInLinkTime());
    return ConsolePaths.SIGN_IN + "?code=" + code;
  }

  /** Whether the code signs in; it never does again. */
  synchronized boolean redeem(String given) {
    if (code == null
        || given == null
        || !clock.instant().isBefore(expires)
        || !MessageDigest.isEqual(code.getBytes(UTF_8), given.getBytes(UTF_8))) {
      return false;
    }
    code = null;
    return true;
  }
}
