package io.bactrian.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RetryScheduleTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  /** Ten attempts, from 5 s doubling up to a minute, eight tries before expiry. */
  private static final RetrySchedule SCHEDULE =
      new RetrySchedule(Duration.ofSeconds(5), 2, Duration.ofMinutes(1), 10, 8);

  private static final RetrySchedule UNTIL_EXPIRY =
      new RetrySchedule(Duration.ofSeconds(5), 2, Duration.ofHours(6), 0, 8);

  @Test
  void aMediaFileThatIsRefusedForAnHourIsTriedATimeOrTenAndAgainInTheNext() throws IOException {
    Properties packaged = new Properties();
    try (InputStream in = Files.newInputStream(Path.of("routes/application.properties"))) {
      packaged.load(in);
    }
    RetrySchedule schedule =
        new Binder(new MapConfigurationPropertySource(packaged))
            .bind("bactrian", JobKindSettings.class)
            .get()
            .kinds()
            .get(Kinds.PROCESS_INCOMING_MEDIA)
            .kind(Kinds.PROCESS_INCOMING_MEDIA)
            .retry();
    Instant expires = NOW.plus(Duration.ofDays(14));
    Random random = new Random(1);
    Instant tried = NOW;
    int refusals = 0;
    while (tried.isBefore(NOW.plus(Duration.ofHours(1)))) {
      refusals++;
      assertThat(schedule.exhausted(refusals, expires, tried)).isFalse();
      tried = schedule.next(refusals, expires, tried, random);
    }

    assertThat(refusals).isBetween(8, 12);
    assertThat(tried).isBefore(NOW.plus(Duration.ofHours(2)));
  }

  @Nested
  class NextAttempt {

    @Test
    void comesAfterTheFirstDelay() {
      assertThat(delay(SCHEDULE, 1, null)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void comesLaterEachTime() {
      assertThat(delay(SCHEDULE, 2, null)).isEqualTo(Duration.ofSeconds(10));
      assertThat(delay(SCHEDULE, 4, null)).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void neverComesLaterThanTheCap() {
      assertThat(delay(SCHEDULE, 5, null)).isEqualTo(Duration.ofMinutes(1));
      assertThat(delay(SCHEDULE, 10_000, null)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void leavesRoomForSeveralTriesBeforeExpiry() {
      assertThat(delay(SCHEDULE, 5, NOW.plusSeconds(80))).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void isNotHastenedByAFarExpiry() {
      assertThat(delay(SCHEDULE, 1, NOW.plus(Duration.ofDays(14))))
          .isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void isStillAheadAtTheVeryEnd() {
      assertThat(delay(SCHEDULE, 1, NOW.plusMillis(1))).isPositive();
    }

    @Test
    void keepsItsDelayAfterExpiry() {
      assertThat(delay(SCHEDULE, 1, NOW.minusSeconds(1))).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void doesNotComeBeforeTheSourceCanBeAskedAgain() {
      assertThat(delay(null, Duration.ofMinutes(3))).isEqualTo(Duration.ofMinutes(3));
      assertThat(delay(null, Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void comesBeforeExpiryThoughTheSourceAsksForMoreTime() {
      assertThat(delay(NOW.plusSeconds(100), Duration.ofHours(1)))
          .isEqualTo(Duration.ofSeconds(50));
      assertThat(delay(NOW.minusSeconds(1), Duration.ofHours(1))).isEqualTo(Duration.ofHours(1));
    }

    private Duration delay(Instant expiresAt, Duration wait) {
      return Duration.between(NOW, SCHEDULE.next(1, expiresAt, NOW, always(0.5), wait));
    }

    @Test
    void isSpreadByAFifthEitherWay() {
      assertThat(SCHEDULE.next(1, null, NOW, always(0.0))).isEqualTo(NOW.plusMillis(4000));
      assertThat(SCHEDULE.next(1, null, NOW, always(0.75))).isEqualTo(NOW.plusMillis(5500));
      Random random = new Random(1);
      for (int i = 0; i < 1000; i++) {
        assertThat(SCHEDULE.next(1, null, NOW, random))
            .isBetween(NOW.plusMillis(4000), NOW.plusMillis(6000));
      }
    }

    private Duration delay(RetrySchedule schedule, int attempts, Instant expiresAt) {
      return Duration.between(NOW, schedule.next(attempts, expiresAt, NOW, always(0.5)));
    }

    private static RandomGenerator always(double value) {
      return new RandomGenerator() {
        @Override
        public long nextLong() {
          throw new UnsupportedOperationException();
        }

        @Override
        public double nextDouble() {
          return value;
        }
      };
    }
  }

  @Nested
  class GivingUp {

    @Test
    void happensWhenTheAttemptsAreSpent() {
      assertThat(SCHEDULE.exhausted(9, null, NOW)).isFalse();
      assertThat(SCHEDULE.exhausted(10, null, NOW)).isTrue();
    }

    @Test
    void happensAtExpiry() {
      assertThat(UNTIL_EXPIRY.exhausted(1, NOW.plusMillis(1), NOW)).isFalse();
      assertThat(UNTIL_EXPIRY.exhausted(1, NOW, NOW)).isTrue();
    }

    @Test
    void neverHappensWithoutLimitAndExpiry() {
      assertThat(UNTIL_EXPIRY.exhausted(1_000_000, null, NOW)).isFalse();
    }
  }
}
