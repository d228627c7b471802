package io.bactrian.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollsTest {

  private static final String CONTENT =
      """
      {"poll":{"name":"Lunch?","options":[{"name":"Pizza","votes":0},
        {"name":"Pizza, large","votes":0},{"name":"Pasta","votes":0}]}}""";

  private final Polls polls = new Polls(new ObjectMapper());

  @Test
  void eachPersonsChoicesAreCounted() {
    assertThat(polls.count(CONTENT, List.of("Pasta", "Pizza, Pasta", "")))
        .containsOnly(java.util.Map.entry("Pizza", 1), java.util.Map.entry("Pasta", 2));
  }

  @Test
  void aNameMayHoldACommaAndBeginAsAnother() {
    assertThat(polls.count(CONTENT, List.of("Pasta, Pizza, large")))
        .containsOnlyKeys("Pasta", "Pizza, large");
    assertThat(polls.count(CONTENT, List.of("Pizza, large, Pizza")))
        .containsOnlyKeys("Pizza, large", "Pizza");
  }

  @Test
  void whatIsNoOptionCountsNowhere() {
    assertThat(polls.count(CONTENT, List.of("Sushi", "Pasta, Sushi"))).isEmpty();
  }
}
