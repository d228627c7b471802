package io.bactrian.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.bactrian.failure.DatabaseAwayException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;

class DatabaseWatchTest {

  @Test
  void aDatabaseThatWasNotReachedIsAwayUntilItAnswers() {
    DatabaseWatch watch = watch(Duration.ZERO);
    watch.note(new IllegalStateException(new DataAccessResourceFailureException("refused")));
    assertThat(watch.isAway()).isTrue();
    assertThatThrownBy(watch::requireUp).isInstanceOf(DataAccessResourceFailureException.class);
    watch.answered();
    assertThat(watch.isAway()).isFalse();
    watch.requireUp();
  }

  @Test
  void aDatabaseThatComesAndGoesIsBelievedAfterAWhileOnly() {
    DatabaseWatch watch = watch(Duration.ofHours(1));
    watch.note(new DataAccessResourceFailureException("refused"));
    watch.answered();
    assertThat(watch.isAway()).isTrue();
  }

  @Test
  void whoIsTurnedAwayMeanwhileDoesNotKeepItAway() {
    DatabaseWatch watch = watch(Duration.ofMillis(50));
    watch.note(new DataAccessResourceFailureException("refused"));
    // As a busy hub does: one is turned away, and taken note of, between any two heartbeats.
    await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(2))
        .until(
            () -> {
              watch.note(catchThrowable(watch::requireUp));
              watch.answered();
              return !watch.isAway();
            });
  }

  @Test
  void aFailureThatNamesTheRefusalAsItsCauseIsNoNewOne() {
    DatabaseWatch watch = watch(Duration.ZERO);
    watch.note(new IllegalStateException(new DatabaseAwayException()));
    assertThat(watch.isAway()).isFalse();
  }

  @Test
  void aDatabaseThatRefusesARowIsThere() {
    DatabaseWatch watch = watch(Duration.ZERO);
    watch.note(new DataIntegrityViolationException("duplicate"));
    assertThat(watch.isAway()).isFalse();
  }

  private static DatabaseWatch watch(Duration hold) {
    return new DatabaseWatch(
        new LedgerSettings(
            1,
            1,
            0,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            3,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            hold,
            Duration.ofMillis(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1)));
  }
}
