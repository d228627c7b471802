package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.audit.AuditBook;
import io.bactrian.audit.InstanceAudit;
import io.bactrian.embedded.standin.Fault;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;

/** The comparison that a start begins with, for one instance more than before. */
class AuditStartIT extends HubTest {

  private static final String ROUTE = "audit-instances";

  @LocalManagementPort private int managementPort;
  @Autowired private AuditBook book;
  @Autowired private InstanceAudit audit;

  @Test
  void evolutionThatDoesNotAnswerIsAskedAgainSoon() throws Exception {
    Awaitility.await().until(() -> book.completedAt() != null);
    hub.post(sample("16b-connection.update-open.json"));
    STAND_IN.fault(Fault.status("/instance/fetchInstances", 500));

    book.forget();
    restart();
    Awaitility.await().until(() -> driftsOfEvolution() == 1);
    assertThat(book.completedAt()).isNull();
    assertThat(reachable()).isZero();

    STAND_IN.clearFaults();
    restart();
    Awaitility.await().until(() -> book.completedAt() != null);
    assertThat(driftsOfEvolution()).isZero();
    assertThat(reachable()).isEqualTo(1);
    assertThat(STAND_IN.count("^GET /webhook/find/" + instance + "$")).isEqualTo(1);
    assertThat(audit.instancesCall()).as("fresh").isNull();
  }

  @Test
  void withoutTheGlobalKeyThoseKnownHereAreCompared() throws Exception {
    Awaitility.await().until(() -> book.completedAt() != null);
    hub.post(sample("16b-connection.update-open.json"));
    STAND_IN.fault(Fault.status("/instance/fetchInstances", 401));

    book.forget();
    restart();

    Awaitility.await().until(() -> book.completedAt() != null);
    assertThat(book.drifts())
        .anyMatch(each -> instance.equals(each.instance()) && each.setting().equals("webhook"));
  }

  private double reachable() {
    return Scrape.of(hub, managementPort).value("bactrian_audit_reachable");
  }

  private long driftsOfEvolution() {
    return book.drifts().stream().filter(drift -> drift.setting().equals("evolution")).count();
  }

  /** Which begins its initial delay again. */
  private void restart() throws Exception {
    camel.getRouteController().stopRoute(ROUTE);
    camel.getRouteController().startRoute(ROUTE);
  }
}
