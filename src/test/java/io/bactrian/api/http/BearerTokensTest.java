package io.bactrian.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokensTest {

  private final BearerTokens tokens = new BearerTokens(List.of("old", " new "));

  @Test
  void everyTokenOpensWhateverTheCaseOfTheScheme() {
    assertThat(tokens.accept("Bearer old")).isTrue();
    assertThat(tokens.accept("bearer new")).isTrue();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "Bearer", "Bearer ", "old", "Basic old", "Bearer OLD", "Bearer old,new"})
  void nothingElseDoes(String header) {
    assertThat(tokens.accept(header)).isFalse();
  }
}
