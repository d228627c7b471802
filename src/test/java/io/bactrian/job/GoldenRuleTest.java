package io.bactrian.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.job.JobKindSettings.Declaration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoldenRuleTest {

  private static final Duration SHORT = Duration.ofSeconds(1);

  @Test
  void aShortReprocessableKindMayTakeTheFastLane() {
    assertThat(violations("send_message", kind(Lane.fast, true, SHORT))).isEmpty();
  }

  @Test
  void anyKindMayTakeTheDurableLane() {
    assertThat(violations("media", kind(Lane.durable, false, Duration.ofMinutes(5)))).isEmpty();
  }

  @Test
  void whatCannotBeReprocessedMayNotTakeTheFastLane() {
    assertThat(violations("media", kind(Lane.fast, false, SHORT)))
        .singleElement()
        .asString()
        .contains("bactrian.kinds[media]", "not reprocessable", "lane=durable");
  }

  @Test
  void theFastLaneIsForLessThanFiveSeconds() {
    assertThat(violations("k", kind(Lane.fast, true, Duration.ofMillis(4999)))).isEmpty();
    assertThat(violations("k", kind(Lane.fast, true, Duration.ofSeconds(5))))
        .singleElement()
        .asString()
        .contains("5000 ms", "lane=durable");
  }

  @Test
  void everyBrokenRuleIsSaid() {
    assertThat(violations("k", kind(Lane.fast, false, Duration.ofMinutes(1)))).hasSize(2);
  }

  @Test
  void whatDecidesMustBeDeclared() {
    assertThat(violations("k", kind(null, true, SHORT))).hasSize(1);
    assertThat(violations("k", kind(Lane.fast, null, SHORT))).hasSize(1);
    assertThat(violations("k", kind(Lane.fast, true, null)))
        .singleElement()
        .asString()
        .contains("must all be declared");
  }

  @Test
  void aKindNeedsAWorkerAndSomethingToWorkOn() {
    assertThat(violations("k", declaration(Lane.durable, true, SHORT, 0, 1))).hasSize(1);
    assertThat(violations("k", declaration(Lane.durable, true, SHORT, 1, 0))).hasSize(1);
  }

  @Test
  void aNameThatIsNoQueueNameIsRefused() {
    for (String name : List.of("Send", "send-message", "1st", "", "a b")) {
      assertThat(violations(name, kind(Lane.durable, true, SHORT))).as(name).hasSize(1);
    }
  }

  @Test
  void withoutAnyKindThereIsNothingToRun() {
    assertThat(GoldenRule.violations(Map.of())).hasSize(1);
  }

  private static List<String> violations(String name, Declaration declaration) {
    return GoldenRule.violations(Map.of(name, declaration));
  }

  private static Declaration kind(Lane lane, Boolean reprocessable, Duration expected) {
    return declaration(lane, reprocessable, expected, 4, 4);
  }

  private static Declaration declaration(
      Lane lane, Boolean reprocessable, Duration expected, int workers, int window) {
    return new Declaration(
        lane, reprocessable, expected, workers, window, SHORT, null, SHORT, 2, SHORT, 10, 8);
  }
}
