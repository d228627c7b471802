package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody hears who asks for a reconciliation while the database is in trouble. */
class ReconciliationRequestIT extends HubTest {

  /** No more connections, going down, and a connection that broke. */
  @ParameterizedTest
  @ValueSource(strings = {"53300", "57P01", "08006"})
  void aDatabaseThatIsAwayAsksToComeBackLater(String state) {
    String condition = "new.instance = '" + instance + "'";
    try (Refusal refusal = new Refusal(jdbc, "insert", "reconciliation", condition, state)) {
      HttpResponse<String> answer = hub.apiPost("/api/reconciliations?instance=" + instance, "");

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).contains("10");
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
      JsonNode problem = hub.read(answer.body());
      assertThat(problem.path("detail").asText()).contains("database");
      assertThat(answer.body()).doesNotContain("refused by a test");
      assertThat(refusal).isNotNull();
    }

    assertThat(hub.apiPost("/api/reconciliations?instance=" + instance, "").statusCode())
        .isEqualTo(202);
  }
}
