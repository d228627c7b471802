package io.bactrian.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KnownLossesTest {

  @Test
  void aVersionIsNamedWithTheNumbersOfItsReports() {
    assertThat(String.join(" ", KnownLosses.of("2.3.7"))).contains("#2396", "#2675", "#2767");
    assertThat(String.join(" ", KnownLosses.of("2.3.6"))).contains("#1762", "#2767");
    assertThat(String.join(" ", KnownLosses.of("2.4.0-rc2"))).contains("#2767");
  }

  @Test
  void othersAreKnownForNothing() {
    assertThat(KnownLosses.of(null)).isEmpty();
    assertThat(KnownLosses.of("2.3.4")).isEmpty();
    assertThat(KnownLosses.of("2.4.0")).isEmpty();
  }
}
