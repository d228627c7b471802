package io.bactrian.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.api.http.TokensOf;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Who is signed in, by a cookie alone. */
class SessionsTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private final ConsoleSettings settings =
      new ConsoleSettings(
          Duration.ofHours(12),
          Duration.ofHours(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofMinutes(5),
          Duration.ZERO,
          Duration.ofSeconds(1));

  @Test
  void anotherCopyKnowsItUntilItExpires() {
    String cookie = sessions(NOW, "token").open(TokensOf.of("token").operator());

    assertThat(sessions(NOW.plusSeconds(43_199), "token").read(cookie)).isPresent();
    assertThat(sessions(NOW.plusSeconds(43_200), "token").read(cookie)).isEmpty();
  }

  @Test
  void itEndsWithItsToken() {
    String cookie = sessions(NOW, "token").open(TokensOf.of("token").operator());

    assertThat(sessions(NOW, "next", "token").read(cookie)).isPresent();
    assertThat(sessions(NOW, "next").read(cookie)).isEmpty();
  }

  @Test
  void noOtherTextIsASession() {
    Sessions sessions = sessions(NOW, "token");
    for (String cookie : new String[] {null, "", "a.b.c.d", "....", "x"}) {
      assertThat(sessions.read(cookie)).isEmpty();
    }
  }

  @Test
  void twoSessionsOfATokenHaveTwoSecrets() {
    Sessions sessions = sessions(NOW, "token");
    ConsoleSession one =
        sessions.read(sessions.open(TokensOf.of("token").operator())).orElseThrow();
    ConsoleSession other =
        sessions.read(sessions.open(TokensOf.of("token").operator())).orElseThrow();

    assertThat(one.isOwn(one.csrf())).isTrue();
    assertThat(one.isOwn(other.csrf())).isFalse();
    assertThat(one.isOwn(null)).isFalse();
  }

  @Test
  void eachFailureDoublesTheWaitUpToItsMost() {
    MovedClock clock = new MovedClock(NOW);
    SignInDelays delays = new SignInDelays(settings, clock);
    for (int seconds : new int[] {1, 2, 4, 8, 10, 10}) {
      delays.failed("address");
      assertThat(delays.left("address")).isEqualTo(Duration.ofSeconds(seconds));
      assertThat(delays.left("another")).isZero();
      clock.move(Duration.ofSeconds(seconds));
      assertThat(delays.left("address")).isZero();
    }
    delays.succeeded("address");
    delays.failed("address");
    assertThat(delays.left("address")).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aLinkHoldsOnceAndNotForLong() {
    MovedClock clock = new MovedClock(NOW);
    SignInLinks links = new SignInLinks(settings, clock);
    String code = links.get().split("code=", -1)[1];
    assertThat(links.redeem("x" + code)).isFalse();
    assertThat(links.redeem(null)).isFalse();
    assertThat(links.redeem(code)).isTrue();
    assertThat(links.redeem(code)).isFalse();

    String late = links.get().split("code=", -1)[1];
    clock.move(Duration.ofHours(1));
    assertThat(links.redeem(late)).isFalse();
  }

  private Sessions sessions(Instant now, String... tokens) {
    return new Sessions(TokensOf.of(tokens), settings, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static final class MovedClock extends Clock {
    private Instant now;

    MovedClock(Instant now) {
      this.now = now;
    }

    void move(Duration time) {
      now = now.plus(time);
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
