package io.bactrian.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private static Duration parse(String value) {
    return RetryAfter.parse(value, NOW, Duration.ofHours(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | PT0S",
        " 120 | PT2M",
        "999999999 | PT1H",
        "Sun, 22 Nov 2026 12:05:00 GMT | PT5M",
        "Sunday, 22-Nov-26 12:05:00 GMT | PT5M",
        "Mon, 23 Nov 2026 12:00:00 GMT | PT1H"
      })
  void readsSecondsAndDates(String value, Duration wait) {
    assertThat(parse(value)).isEqualTo(wait);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "-5", "soon", "1e3", "99999999999", "Sun, 22 Nov 2026 11:00:00 GMT"})
  void whatIsUnusableAsksNothing(String value) {
    assertThat(parse(value)).isNull();
  }
}
