package io.bactrian.api;

import static io.bactrian.api.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlowAnswerIT {

  @Test
  void anAnswerThatTakesTooLongAsksToComeBackLater() {
    Api.Answer answer = ConsoleServer.shared().api().get(SlowAnswer.PATH);

    assertProblem(answer, 503, "takes too long");
    assertThat(answer.header("Retry-After")).isEqualTo("10");
  }
}
