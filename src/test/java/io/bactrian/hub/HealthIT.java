package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.job.DatabaseWatch;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.dao.DataAccessResourceFailureException;

/** What orchestrators and people ask of the copy's health. */
class HealthIT extends HubTest {

  @Autowired private DatabaseWatch database;
  @LocalManagementPort private int managementPort;

  @Test
  void livenessSaysThatTheProcessIsSound() {
    assertThat(health("/liveness").path("status").asText()).isEqualTo("UP");
    assertThat(health("/liveness").path("components").has("db")).isFalse();
  }

  @Test
  void readinessSaysWhichStoreAccepts() {
    JsonNode readiness = health("/readiness");
    assertThat(readiness.path("status").asText()).isEqualTo("UP");
    assertThat(readiness.at("/components/intake/details/store").asText()).isEqualTo("database");
  }

  @Test
  void theBrokerAloneIsEnoughToBeReady() {
    database.note(new DataAccessResourceFailureException("away"));

    JsonNode readiness = health("/readiness");

    assertThat(readiness.path("status").asText()).isEqualTo("UP");
    assertThat(readiness.at("/components/intake/details/store").asText()).isEqualTo("broker");
    assertThat(health("/liveness").path("status").asText()).isEqualTo("UP");
    Awaitility.await().until(() -> !database.isAway());
  }

  @Test
  void detailsStandOnTheManagementPort() {
    assertThat(health("").path("components").has("rabbit")).isTrue();
    assertThat(health("").path("components").has("redis")).isTrue();
  }

  @Test
  void thePortOfWebhooksAndApiHasNone() {
    for (String path : new String[] {"/actuator/health", "/actuator/prometheus", "/livez"}) {
      assertThat(hub.send(HttpRequest.newBuilder(hub.base().resolve(path))).statusCode())
          .isEqualTo(404);
    }
  }

  private JsonNode health(String path) {
    HttpResponse<String> answer =
        hub.send(
            HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + managementPort + "/actuator/health" + path)));
    return hub.read(answer.body());
  }
}
