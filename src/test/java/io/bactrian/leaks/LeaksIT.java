package io.bactrian.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.hub.HubTest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;

/**
 * The last of the suite: whatever the tests before did, none of the samples' secrets, numbers and
 * texts stands where it must not.
 */
@Order(Integer.MAX_VALUE)
class LeaksIT extends HubTest {

  @LocalManagementPort private int managementPort;

  @Test
  void noLineOfTheLogTellsAny() {
    assertThat(SuiteWatch.SECRETS.count()).isGreaterThan(40);
    assertThat(SuiteWatch.LOG.lines()).isPositive();
    assertThat(SuiteWatch.LOG.hits()).isEmpty();
  }

  @Test
  void noMetricTellsAny() {
    URI metrics = URI.create("http://127.0.0.1:" + managementPort + "/actuator/prometheus");
    String text = hub.send(HttpRequest.newBuilder(metrics)).body();

    assertThat(text).contains("bactrian_job_outcomes_total");
    assertThat(SuiteWatch.SECRETS.in(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select cast(job as text) from job",
        "select reason from event",
        "select reason from instance",
        "select reason from derivative",
        "select last_error from message",
        "select last_error from attachment",
        "select last_error from reconciliation"
      })
  void noJobAndNoReasonTellsAny(String query) {
    List<String> rows = jdbc.sql(query).query(String.class).list();

    TreeSet<String> told = new TreeSet<>();
    for (String row : rows) {
      if (row != null) {
        SuiteWatch.SECRETS.in(row).ifPresent(what -> told.add(what + ": " + row));
      }
    }
    assertThat(told).isEmpty();
  }
}
