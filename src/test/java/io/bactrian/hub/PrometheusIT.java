package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.servers.NativePrometheus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;

/** A real Prometheus scrapes the hub while it works, and answers what the dashboard asks. */
class PrometheusIT extends MediaRouteTest {

  /** Needs two samples of a rate; Grafana would take four scrape intervals, at least a minute. */
  private static final String RATE = "10s";

  @LocalManagementPort private int managementPort;

  @Test
  void everyPanelHasDataAndEveryRuleCanBeEvaluated() throws IOException {
    assumeTrue(NativePrometheus.available(), "prometheus is not installed (package prometheus)");
    Map<String, String> panels = panels();
    assertThat(panels).hasSizeGreaterThan(25);
    try (NativePrometheus prometheus =
        new NativePrometheus(
            "127.0.0.1:" + managementPort, Path.of("deploy/prometheus/bactrian-alerts.yaml"))) {
      prometheus.start();

      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () -> {
                hub.post(webhook("url"));
                assertThat(without(panels, prometheus)).as("panels without data").isEmpty();
              });

      assertThat(prometheus.rules())
          .contains("BactrianJobsWithoutConsumer")
          .doesNotContain("\"health\":\"err\"");
    }
    hub.awaitMedia(instance);
  }

  private List<String> without(Map<String, String> panels, NativePrometheus prometheus) {
    List<String> without = new ArrayList<>();
    panels.forEach(
        (title, expression) -> {
          JsonNode answer = hub.read(prometheus.query(expression));
          assertThat(answer.path("status").asText()).as(title).isEqualTo("success");
          if (answer.at("/data/result").isEmpty()) {
            without.add(title);
          }
        });
    return without;
  }

  private Map<String, String> panels() throws IOException {
    Map<String, String> panels = new LinkedHashMap<>();
    JsonNode dashboard = json.readTree(Files.readString(Path.of("deploy/grafana/bactrian.json")));
    for (JsonNode panel : dashboard.path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        panels.put(
            panel.path("title").asText() + " " + target.path("refId").asText(),
            target.path("expr").asText().replace("$__rate_interval", RATE));
      }
    }
    return panels;
  }
}
