package io.bactrian.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acme-support",
        "Acme Support 2",
        "p.r.i.v",
        "5511999999999",
        "loja_01",
        "S\u00e3o Paulo (centro)",
        "\u0430\u043a\u043c\u0435",
        "\u5e97\u8217 1",
        "\u0926\u0941\u0915\u093e\u0928",
        "a..b"
      })
  void whatPeopleCallTheirInstancesIsFit(String name) {
    assertThat(InstanceName.isFit(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "..",
        "...",
        "-",
        "a/b",
        "../a",
        "a\\b",
        "%2e%2e",
        "a?b",
        "a#b",
        "a;b",
        "a{{b}}",
        "a\nb",
        "a\u0000b",
        "a\u200bb",
        "a\u202eb",
        "a\u00adb",
        "a\u00a0b",
        " a",
        "a ",
        "\uff0e\uff0e",
        "\uff41cme",
        "\ufb01lial",
        "Sa\u0303o",
        "\u0430cme",
        "\u03b1cme",
        "\ud800"
      })
  void whatMaySeemAnotherNameOrPathIsUnfit(String name) {
    assertThat(InstanceName.isFit(name)).isFalse();
  }

  @Test
  void noneAndOneTooLongAreUnfit() {
    assertThat(InstanceName.isFit(null)).isFalse();
    assertThat(InstanceName.isFit("a".repeat(255))).isTrue();
    assertThat(InstanceName.isFit("a".repeat(256))).isFalse();
  }
}
