package io.bactrian.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokensTest {

  private final BearerTokens tokens =
      new BearerTokens(List.of("old", " new "), List.of("looks", "old"));

  @Test
  void everyTokenOpensWhateverTheCaseOfTheScheme() {
    assertThat(tokens.ofHeader("Bearer old")).isPresent();
    assertThat(tokens.ofHeader("bearer new")).isPresent();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "Bearer", "Bearer ", "old", "Basic old", "Bearer OLD", "Bearer old,new"})
  void nothingElseDoes(String header) {
    assertThat(tokens.ofHeader(header)).isEmpty();
  }

  @Test
  void aViewersTokenMayNotActUnlessItIsAnOperatorsToo() {
    assertThat(tokens.of("looks").orElseThrow().mayAct()).isFalse();
    assertThat(tokens.of("old").orElseThrow().mayAct()).isTrue();
  }

  @Test
  void whatOneTokenSignedAnotherSignsOtherwise() {
    byte[] data = "data".getBytes(UTF_8);
    Access access = tokens.of("old").orElseThrow();

    assertThat(tokens.ofId(access.id()).orElseThrow().sign(data)).isEqualTo(access.sign(data));
    assertThat(tokens.of("new").orElseThrow().sign(data)).isNotEqualTo(access.sign(data));
    assertThat(tokens.ofId("000000000000")).isEmpty();
  }
}
