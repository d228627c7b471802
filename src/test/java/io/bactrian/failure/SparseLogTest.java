package io.bactrian.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The first of many is told at once, the others are counted until it is time again. */
class SparseLogTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final SparseLog log = new SparseLog(Duration.ofSeconds(10));

  @Test
  void theFirstIsTold() {
    assertThat(log.count("a", 5 * SECOND)).hasValue(0);
  }

  @Test
  void thoseThatFollowAreCountedForTheNextLine() {
    log.count("a", 0);
    assertThat(log.count("a", SECOND)).isEmpty();
    assertThat(log.count("a", 9 * SECOND)).isEmpty();

    assertThat(log.count("a", 10 * SECOND)).hasValue(2);
    assertThat(log.count("a", 11 * SECOND)).isEmpty();
  }

  @Test
  void eachWordHasItsOwnTime() {
    log.count("a", 0);

    assertThat(log.count("b", 0)).hasValue(0);
  }
}
