package io.bactrian.api;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for every problem. */
public final class ProblemAssert {

  private ProblemAssert() {}

  public static void assertProblem(Api.Answer answer, int status, String detail) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.body().path("status").asInt()).isEqualTo(status);
    assertThat(answer.text("title")).isNotBlank();
    assertThat(answer.text("detail")).contains(detail);
    assertThat(answer.body().has("trace")).isFalse();
  }
}
