package io.bactrian.api;

import static io.bactrian.api.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.failure.InfrastructureFailureException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.dao.DataAccessResourceFailureException;

/** What clients hear while the database is away. */
@DisabledIfSystemProperty(
    named = "it.servers",
    matches = "real",
    disabledReason = "the environment names a database that is up")
class DatabaseDownIT {

  private static final ConsoleServer SERVER = ConsoleServer.withoutDatabase();

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/messages", "/api/jobs", "/api/parked", "/api/lanes"})
  void readsAskToComeBackLater(String path) {
    Api.Answer answer = SERVER.api().get(path);
    assertProblem(answer, 503, "database");
    assertThat(answer.header("Retry-After")).isEqualTo("10");
    assertThat(answer.response().body()).doesNotContain("127.0.0.1", "jdbc");
  }

  @Test
  void sendingAsksToComeBackLater() {
    SERVER.hub().failure = new DataAccessResourceFailureException("inside");
    Api.Answer answer =
        SERVER
            .api()
            .post(
                "/api/messages",
                "{\"instance\":\"sales\",\"to\":\"5511912345678\",\"text\":\"a\"}");
    assertProblem(answer, 503, "database");
    assertThat(answer.header("Retry-After")).isNotNull();
  }

  static List<Arguments> failures() {
    return List.of(
        Arguments.of(new InfrastructureFailureException("inside", null), "store"),
        Arguments.of(new TaskRejectedException("inside"), "Too many"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void sendingAsksToComeBackLaterWhateverOfOursIsAway(RuntimeException failure, String detail) {
    SERVER.hub().failure = failure;
    Api.Answer answer =
        SERVER
            .api()
            .post(
                "/api/messages",
                "{\"instance\":\"sales\",\"to\":\"5511912345678\",\"text\":\"a\"}");
    assertProblem(answer, 503, detail);
    assertThat(answer.header("Retry-After")).isEqualTo("10");
    assertThat(answer.response().body()).doesNotContain("inside");
  }
}
