package io.bactrian.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.hub.HubTest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.web.server.LocalManagementPort;

/**
 * The last of the suite: whatever the tests before did, none of the samples' secrets, numbers and
 * texts stands where it must not.
 */
@Order(Integer.MAX_VALUE)
class LeaksIT extends HubTest {

  private static final List<String> WORK =
      List.of(
          "01-text-conversation.json",
          "04-image-base64-inline.json",
          "05c-image-encrypted-evo-ge-2.3.6-indexed-bytes-long-objects.json",
          "07-audio-ptt-ogg-opus.json",
          "14a-fromMe-typed-on-phone.json",
          "17a-messages.update-DELIVERY_ACK.json",
          "18a-contacts.update-object.json",
          "19a-groups.upsert-array.json",
          "25a-messages.delete-key.json",
          "26-messages.edited.json");

  @LocalManagementPort private int managementPort;

  @Test
  void noLineOfTheLogTellsAny() {
    assertThat(SuiteWatch.SECRETS.count()).isGreaterThan(40);
    assertThat(SuiteWatch.LOG.lines()).isPositive();
    assertThat(SuiteWatch.LOG.hits()).isEmpty();
  }

  /** All kinds of work pass once more, with the level of all loggers at DEBUG. */
  @Test
  void noLineOfTheLogTellsAnyAtDebugEither() {
    long before = SuiteWatch.LOG.lines();
    LogLevel.set("DEBUG");
    try {
      assertThat(LoggerFactory.getLogger("io.bactrian.hub").isDebugEnabled()).isTrue();
      for (String name : WORK) {
        hub.deliver(sample(name).toString().getBytes(StandardCharsets.UTF_8));
      }
      hub.apiPost(
          "/api/messages",
          json.createObjectNode()
              .put("instance", instance)
              .put("to", "15550100123")
              .put("text", "Your order is ready."));
      hub.await("/api/attachments?instance=" + instance + "&status=STORED", "/items/0/id");
      hub.await("/api/messages?instance=" + instance + "&status=SENT", "/items/0/whatsappId");
    } finally {
      LogLevel.set("INFO");
    }

    assertThat(SuiteWatch.LOG.lines()).isGreaterThan(before);
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
