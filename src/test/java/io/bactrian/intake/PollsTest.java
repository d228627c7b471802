package io.bactrian.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PollsTest {

  private static final String CONTENT =
      """
      {"poll":{"name":"Lunch?","options":[{"name":"Pizza","votes":0},
        {"name":"Pizza, large","votes":0},{"name":"Pasta","votes":0}]}}""";

  private final ObjectMapper json = new ObjectMapper();
  private final Polls polls = new Polls(json);

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
  @Timeout(5)
  void namesThatFitIntoEachOtherInManyWaysAreReadInOnePass() {
    List<String> names = new ArrayList<>();
    for (int commas = 0; commas < 10; commas++) {
      names.add("a" + ", a".repeat((1 << Math.min(commas, 6)) - 1));
    }
    names.add("x, a");
    names.add("x");
    ObjectNode content = json.createObjectNode();
    ArrayNode options = content.putObject("poll").putArray("options");
    names.forEach(name -> options.addObject().put("name", name));

    polls.count(content.toString(), List.of("x, " + String.join(", ", names) + ", b"));

    assertThat(polls.count(content.toString(), List.of("x" + ", a".repeat(5_000)))).isNotEmpty();
  }

  @Test
  void whatIsNoOptionCountsNowhere() {
    assertThat(polls.count(CONTENT, List.of("Sushi", "Pasta, Sushi"))).isEmpty();
  }
}
