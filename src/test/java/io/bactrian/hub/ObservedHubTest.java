package io.bactrian.hub;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.Bactrian;
import io.bactrian.embedded.standin.EvolutionStandIn;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A hub of its own, with traces and a log in JSON: both are off elsewhere, as they are by default.
 */
@SpringBootTest(
    classes = Bactrian.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "management.server.port=0",
      "management.prometheus.metrics.export.enabled=true",
      "logging.structured.format.console=ecs",
      "logging.level.io.bactrian=debug",
      "bactrian.log.queue-size=0",
      "bactrian.tracing.enabled=true",
      "bactrian.metrics.period=500ms",
      "bactrian.audit.initial-delay=500",
      "bactrian.embedded.base-port=0",
      "bactrian.redelivery.delay=50",
      "bactrian.ledger.infrastructure-delay=1s",
      "bactrian.requeue-due-jobs.period=200",
      "bactrian.kinds[process_incoming_media].requeue-after=1s",
      "bactrian.kinds[send_message].requeue-after=1s",
      "bactrian.kinds[send_message].max-attempts=2",
      "bactrian.kinds[send_message].retry-delay=300ms",
      "bactrian.kinds[fetch_profile_pic].requeue-after=1s"
    })
@ExtendWith(OutputCaptureExtension.class)
@Import(ObservedHubTest.Spans.class)
@DirtiesContext
abstract class ObservedHubTest {

  static final String WEBHOOK_TOKEN = "Canary-webhook-token-7f31";
  static final String JWT_KEY = "Canary-jwt-key-8c11";
  static final String API_TOKEN = "Canary-api-token-22e0";
  static final String EVOLUTION_KEY = "Canary-evolution-key-55ad";

  static final EvolutionStandIn STAND_IN = new EvolutionStandIn(0, EVOLUTION_KEY);

  @LocalServerPort private int port;
  @LocalManagementPort int managementPort;
  @Autowired CamelContext camel;
  @Autowired JdbcClient jdbc;
  @Autowired ObjectMapper json;
  @Autowired InMemorySpanExporter spans;

  HubClient hub;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry properties) {
    properties.add("bactrian.webhook.token", () -> WEBHOOK_TOKEN);
    properties.add("bactrian.webhook.jwt-key", () -> JWT_KEY);
    properties.add("bactrian.api.token", () -> API_TOKEN);
    properties.add(
        "bactrian.embedded.dir",
        () -> Path.of("target", "it-observed-" + ProcessHandle.current().pid()).toString());
    properties.add("bactrian.evolution.base-url", STAND_IN::baseUrl);
    properties.add("bactrian.evolution.api-key", STAND_IN::apiKey);
    properties.add("bactrian.media.cdn-base-url", STAND_IN::baseUrl);
    properties.add("bactrian.media.allowed-hosts", STAND_IN::authority);
  }

  /** On real servers the other tests' hub would take this one's jobs. */
  @BeforeAll
  static void onServersOfItsOwn() {
    assumeTrue(
        !"real".equals(System.getProperty("it.servers")), "needs servers that no other hub uses");
  }

  @BeforeEach
  void client() {
    hub = new HubClient("http://127.0.0.1:" + port, WEBHOOK_TOKEN, API_TOKEN, json);
    STAND_IN.clearFaults();
  }

  /** Keeps the spans. */
  @TestConfiguration
  static class Spans {
    @Bean
    InMemorySpanExporter spans() {
      return InMemorySpanExporter.create();
    }
  }
}
