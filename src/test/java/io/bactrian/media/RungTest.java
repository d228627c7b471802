package io.bactrian.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RungTest {

  @Test
  void theLadderGoesFromTheNearestSourceToTheFarthest() {
    assertThat(Rung.values())
        .extracting(Rung::wireName)
        .containsExactly("base64", "mediaUrl", "url", "directPath", "getBase64FromMediaMessage");
  }

  @Test
  void aWireNameNamesItsRung() {
    assertThat(Rung.values()).allSatisfy(r -> assertThat(Rung.of(r.wireName())).isEqualTo(r));
    assertThatThrownBy(() -> Rung.of("URL")).isInstanceOf(IllegalArgumentException.class);
  }
}
