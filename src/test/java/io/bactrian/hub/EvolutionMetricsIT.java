package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.standin.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.apache.camel.ProducerTemplate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;

/** What Prometheus is told of Evolution while something is wrong with it. */
class EvolutionMetricsIT extends HubTest {

  private static final String MESSAGES = "bactrian_reconciliation_messages_total";

  @LocalManagementPort private int managementPort;
  @Autowired private ProducerTemplate producer;

  @Test
  void aDriftIsCountedUntilItIsPutRight() {
    STAND_IN.settings(instance, json.createObjectNode().put("groupsIgnore", true));

    producer.sendBody("direct:audit-instance", instance);
    double with = scrape().value("bactrian_audit_drifts");
    STAND_IN.settings(instance, json.createObjectNode().put("groupsIgnore", false));
    producer.sendBody("direct:audit-instance", instance);

    assertThat(with).isPositive();
    assertThat(scrape().value("bactrian_audit_drifts")).isEqualTo(with - 1);
  }

  @Test
  void aReconciliationIsCountedWithWhatItFound() {
    ObjectNode known = sample("01-text-conversation.json");
    hub.post(known);
    STAND_IN.message(instance, known.path("data"));
    STAND_IN.message(instance, sample("07-audio-ptt-ogg-opus.json").path("data"));
    Scrape before = scrape();

    request();
    awaitState("done");

    Scrape after = until(scrape -> scrape.value("bactrian_reconciliation_last_age_seconds") < 60);
    assertThat(grown(before, after, MESSAGES, "result=\"seen\"")).isEqualTo(2);
    assertThat(grown(before, after, MESSAGES, "result=\"missing\"")).isEqualTo(1);
    assertThat(grown(before, after, "bactrian_reconciliation_pages_total")).isEqualTo(1);
  }

  @Test
  void oneThatIsUnderWayAndOneThatWasGivenUpAreTold() {
    double failed = scrape().value("bactrian_reconciliation_failed");
    STAND_IN.fault(Fault.status("/chat/findMessages/" + instance, 500));

    request();
    until(scrape -> scrape.value("bactrian_reconciliation_open") >= 1);
    STAND_IN.clearFaults();
    STAND_IN.fault(
        Fault.status("/chat/findMessages/" + instance, 400)
            .body("{\"response\":{\"message\":[[\"where requires property \\\"key\\\"\"]]}}"));
    awaitState("failed");

    until(scrape -> scrape.value("bactrian_reconciliation_failed") == failed + 1);
  }

  private void request() {
    String since = HubClient.encode(Instant.now().minus(Duration.ofDays(2)).toString());
    assertThat(
            hub.apiPost("/api/reconciliations?instance=" + instance + "&since=" + since, "")
                .statusCode())
        .isEqualTo(202);
  }

  private void awaitState(String state) {
    String path = "/api/reconciliations?instance=" + instance;
    hub.until(path, answer -> answer.at("/items/0/state").asText().equals(state));
  }

  private Scrape scrape() {
    return Scrape.of(hub, managementPort);
  }

  private Scrape until(Predicate<Scrape> wanted) {
    return Awaitility.await().until(this::scrape, wanted);
  }

  private static double grown(Scrape before, Scrape after, String name, String... labels) {
    double had = before.value(name, labels);
    return after.value(name, labels) - (Double.isNaN(had) ? 0 : had);
  }
}
