package io.bactrian.scrub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class ScrubSettingsTest {

  private static ScrubSettings settings(double share, DataSize rate) {
    return new ScrubSettings(share, rate, Duration.ofMinutes(5), 3);
  }

  @Test
  void theShareIsSpreadOverTheDay() {
    ScrubSettings onePercent = settings(0.01, DataSize.ofMegabytes(4));
    assertThat(onePercent.pause(8_640_000)).isEqualTo(Duration.ofSeconds(1));
    assertThat(onePercent.pause(240_000)).isEqualTo(Duration.ofSeconds(36));
  }

  @Test
  void oneADayIsReadHoweverFewThereAre() {
    assertThat(settings(0.01, DataSize.ofMegabytes(4)).pause(0)).isEqualTo(Duration.ofDays(1));
    assertThat(settings(0.01, DataSize.ofMegabytes(4)).pause(99)).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void aLeaseOutlastsTheReading() {
    ScrubSettings slow = settings(0.01, DataSize.ofMegabytes(1));
    assertThat(slow.lease(0)).isEqualTo(Duration.ofMinutes(1));
    assertThat(slow.lease(DataSize.ofMegabytes(90).toBytes())).isEqualTo(Duration.ofMinutes(4));
  }

  @Test
  void aRateOfNothingIsRefused() {
    assertThatThrownBy(() -> settings(0.01, DataSize.ofBytes(0)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
