package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.embedded.standin.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;

/** What the hub tells Prometheus, and that what is built upon it exists. */
class MetricsIT extends MediaRouteTest {

  /** A metric, by the beginnings of names that alerts and dashboard know. */
  private static final Pattern NAME =
      Pattern.compile("\\b((?:bactrian|camel|rabbitmq|hikaricp|jvm|process_cpu)_[a-z0-9_]+)");

  @LocalManagementPort private int managementPort;

  @Test
  void everyMetricThatAlertsAndDashboardNameIsThere() throws IOException {
    hub.post(webhook("url"));
    hub.attachment(instance, "STORED");

    Set<String> named = new TreeSet<>();
    expressions(named, Path.of("deploy/prometheus/bactrian-alerts.yaml"), "expr: (.*)");
    expressions(named, Path.of("deploy/grafana/bactrian.json"), "\"expr\": \"(.*)\"");

    assertThat(named).hasSizeGreaterThan(25);
    Awaitility.await().untilAsserted(() -> assertThat(scrape().names()).containsAll(named));
  }

  @Test
  void everyMetricOfOursIsDocumented() throws IOException {
    String document = Files.readString(Path.of("docs/METRICS.md"));

    assertThat(scrape().names())
        .filteredOn(name -> name.startsWith("bactrian_"))
        .isNotEmpty()
        .allSatisfy(
            name ->
                assertThat(document)
                    .contains("`" + name.replaceAll("_(count|sum|bucket|max)$", "") + "`"));
  }

  @Test
  void rungsAreCountedByWhatCameOfThem() {
    STAND_IN.fault(Fault.status(path("url"), 404));
    Scrape before = scrape();

    hub.post(webhook("url", "directPath"));
    hub.attachment(instance, "STORED");

    Scrape after = scrape();
    assertThat(grown(before, after, "bactrian_rung_outcomes_total", "rung=\"url\"", "=\"dead\""))
        .isEqualTo(1);
    assertThat(
            grown(
                before,
                after,
                "bactrian_rung_outcomes_total",
                "rung=\"directPath\"",
                "=\"obtained\""))
        .isEqualTo(1);
    assertThat(grown(before, after, "bactrian_media_bytes_total", "rung=\"directPath\""))
        .isEqualTo(photo.length);
  }

  @Test
  void webhooksAreCountedByTheirAnswer() {
    Scrape before = scrape();

    JsonNode webhook = webhook("url");
    hub.post(webhook);
    hub.post(webhook);
    hub.send(hub.webhook("/webhooks/evolution", new byte[0]).header("X-Webhook-Token", "wrong"));

    String name = "bactrian_webhook_answers_seconds_count";
    Scrape after = scrape();
    assertThat(grown(before, after, name, "=\"accepted\"")).isEqualTo(1);
    assertThat(grown(before, after, name, "=\"duplicate\"")).isEqualTo(1);
    assertThat(grown(before, after, name, "status=\"401\"")).isEqualTo(1);
    hub.attachment(instance, "STORED");
  }

  @Test
  void theLedgerIsTold() {
    STAND_IN.fault(Fault.status("/" + instance + "/", 404));
    evolutionHasNot();
    Scrape before = scrape();
    hub.post(expired("url"));
    hub.attachment(instance, "PARKED");

    Scrape scrape =
        until(
            each ->
                each.value("bactrian_job_parked", "\"" + KIND + "\"") >= 1
                    && each.value("bactrian_lane_consumers", "\"" + KIND + "\"") >= 1);

    assertThat(
            grown(before, scrape, "bactrian_job_outcomes_total", "\"" + KIND + "\"", "=\"parked\""))
        .isEqualTo(1);
    assertThat(scrape.value("bactrian_lane_depth", "\"send_message\"")).isZero();
    assertThat(scrape.value("bactrian_store_up", "\"database\"")).isEqualTo(1);
    assertThat(scrape.value("bactrian_store_up", "\"broker\"")).isEqualTo(1);
    assertThat(scrape.value("bactrian_store_up", "\"redis\"")).isEqualTo(1);
    assertThat(scrape.value("bactrian_hubs")).isGreaterThanOrEqualTo(1);
    assertThat(scrape.value("bactrian_shelter_depth")).isZero();
  }

  @Test
  void theMostUrgentMediaIsTold() {
    STAND_IN.fault(Fault.status("/" + instance + "/", 500));
    STAND_IN.fault(Fault.status(evolution(), 500));
    hub.post(webhook("url"));
    attachment(each -> each.path("attempts").asInt() > 0);
    jdbc.sql("update job set expires_at = now() + interval '2 hours' where subject = :id")
        .param("id", id(attachment(each -> true)))
        .update();

    Scrape scrape =
        until(each -> each.value("bactrian_job_expiry_seconds", "\"" + KIND + "\"") <= 7200);

    assertThat(scrape.value("bactrian_job_expiry_seconds", "\"" + KIND + "\"")).isGreaterThan(7000);
    assertThat(scrape.value("bactrian_job_oldest_age_seconds", "\"" + KIND + "\"")).isPositive();
    STAND_IN.clearFaults();
    hub.attachment(instance, "STORED");
  }

  private Scrape scrape() {
    return Scrape.of(hub, managementPort);
  }

  private Scrape until(Predicate<Scrape> wanted) {
    return Awaitility.await().until(this::scrape, wanted);
  }

  private static double grown(Scrape before, Scrape after, String name, String... labels) {
    return after.value(name, labels) - before.value(name, labels);
  }

  private static void expressions(Set<String> names, Path file, String pattern) throws IOException {
    Matcher expression = Pattern.compile(pattern).matcher(Files.readString(file));
    while (expression.find()) {
      Matcher name = NAME.matcher(expression.group(1));
      while (name.find()) {
        names.add(name.group(1));
      }
    }
  }
}
