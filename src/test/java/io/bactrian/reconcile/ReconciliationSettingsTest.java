package io.bactrian.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReconciliationSettingsTest {

  @Test
  void isAskedFromAtLeastTheGapBeforeASilence() {
    assertThat(overlap("1h", "20m")).isEqualTo(Duration.ofHours(1));
    assertThat(overlap("15m", "20m")).isEqualTo(Duration.ofMinutes(20));
  }

  private static Duration overlap(String gap, String overlap) {
    return new ReconciliationSettings(
            Duration.parse("PT" + gap), Duration.parse("PT" + overlap), Duration.ofDays(14), 50)
        .overlap();
  }
}
