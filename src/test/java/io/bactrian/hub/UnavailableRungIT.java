package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.embedded.standin.Fault;
import io.bactrian.job.JobRef;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What may pass is tried again on the same rung, then on the others, then by the schedule. */
class UnavailableRungIT extends MediaRouteTest {

  @Autowired private ProducerTemplate producer;

  static Stream<Arguments> passing() {
    return Stream.of(
        fault("500", path -> Fault.status(path, 500)),
        fault("503", path -> Fault.status(path, 503)),
        fault("no answer", Fault::hang),
        fault("a reset before the head", path -> Fault.reset(path, 0)),
        fault("a reset within the body", path -> Fault.reset(path, 500)),
        fault("a body that ends early", path -> Fault.truncate(path, 500)),
        fault("a drip that dries up", path -> Fault.drip(path, 64, Duration.ofSeconds(4))));
  }

  private static Arguments fault(String name, Function<String, Fault> fault) {
    return arguments(name, fault);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("passing")
  void theSameRungServesTheNextTime(String name, Function<String, Fault> fault) {
    STAND_IN.fault(fault.apply(path("url")).times(1));

    hub.post(webhook("url", "directPath"));

    JsonNode stored = hub.attachment(instance, "STORED");
    assertThat(stored.path("source").asText()).isEqualTo("url");
    assertThat(stored.path("attempts").asInt()).isEqualTo(1);
    assertThat(hub.content(id(stored))).isEqualTo(photo);
    assertThat(fetched("url")).isEqualTo(2);
  }

  @Test
  void twoFailuresOfARungSpendOneAttempt() {
    STAND_IN.fault(Fault.status(path("url"), 502).times(2));

    hub.post(webhook("url", "directPath"));

    JsonNode stored = hub.attachment(instance, "STORED");
    assertThat(stored.path("source").asText()).isEqualTo("url");
    assertThat(stored.path("attempts").asInt()).isEqualTo(1);
    assertThat(fetched("url")).isEqualTo(3);
  }

  @Test
  void aRungThatFailsThreeTimesGivesWayToTheNext() {
    STAND_IN.fault(Fault.status(path("url"), 500));

    hub.post(webhook("url", "directPath"));

    assertThat(hub.attachment(instance, "STORED").path("source").asText()).isEqualTo("directPath");
    assertThat(fetched("url")).isEqualTo(3);
  }

  @Test
  void withEveryRungDownTheAttachmentWaitsAndIsStoredWhenTheSourceIsBack() {
    STAND_IN.fault(Fault.status("/" + instance + "/", 500));
    STAND_IN.fault(Fault.status(evolution(), 503));

    hub.post(webhook("mediaUrl", "url", "directPath"));

    JsonNode waiting = attachment(each -> each.path("attempts").asInt() >= 2);
    assertThat(waiting.path("status").asText()).isEqualTo("PENDING");
    assertThat(waiting.path("nextAttemptAt").asText()).isNotEmpty();
    assertThat(waiting.path("lastError").asText())
        .contains("mediaUrl: HTTP 500", "url: HTTP 500", "directPath: HTTP 500")
        .contains("getBase64FromMediaMessage: Evolution HTTP 503");
    assertThat(hub.send(hub.api("/api/attachments/" + id(waiting) + "/content").GET()).statusCode())
        .isEqualTo(409);

    STAND_IN.clearFaults();
    JsonNode stored = hub.attachment(instance, "STORED");
    assertThat(stored.path("source").asText()).isEqualTo("mediaUrl");
    assertThat(stored.path("attempts").asInt()).isGreaterThanOrEqualTo(3);
    assertThat(stored.path("lastError").isNull()).isTrue();
    assertThat(stored.path("nextAttemptAt").isNull()).isTrue();
  }

  @ParameterizedTest(name = "HTTP {0}")
  @ValueSource(ints = {429, 503})
  void theSourceIsLeftAloneForAsLongAsItAsks(int status) {
    STAND_IN.fault(Fault.status(path("directPath"), status).retryAfter("120"));
    evolutionHasNot();

    hub.post(webhook("directPath"));

    JsonNode waiting = attachment(each -> each.path("attempts").asInt() == 1);
    assertThat(fetched("directPath")).isEqualTo(1);
    assertThat(Instant.parse(waiting.path("nextAttemptAt").asText()))
        .isAfter(Instant.now().plusSeconds(90));
  }

  @Test
  void aSecondMessageOfTheJobDoesNotJumpTheSchedule() {
    STAND_IN.fault(Fault.status(path("directPath"), 429).retryAfter("120"));
    evolutionHasNot();
    hub.post(webhook("directPath"));
    JsonNode waiting = attachment(each -> each.path("attempts").asInt() == 1);

    UUID job = JobRow.of(jdbc, KIND, id(waiting)).id();
    producer.sendBody("seda:route-job", new JobRef(job, KIND));
    // Behind it, so that it was delivered when this one is stored.
    String other = instance + "-behind";
    hub.post(webhook("url").put("instance", other));
    hub.attachment(other, "STORED");

    assertThat(fetched("directPath")).isEqualTo(1);
    JobRow row = JobRow.of(jdbc, KIND, id(waiting));
    assertThat(row.attempts()).isEqualTo(1);
    assertThat(row.nextAttemptAt().toInstant()).isAfter(Instant.now().plusSeconds(60));
  }

  @Test
  void anInstanceThatConnectsDoesNotCutTheTimeThatAnotherRungAskedFor() {
    STAND_IN.fault(Fault.status(path("directPath"), 429).retryAfter("120"));
    STAND_IN.fault(Fault.status(evolution(), 503));
    hub.post(webhook("directPath"));
    JsonNode waiting = attachment(each -> each.path("attempts").asInt() == 1);

    hub.post(sample("16b-connection.update-open.json"));

    assertThat(JobRow.of(jdbc, KIND, id(waiting)).nextAttemptAt().toInstant())
        .isAfter(Instant.now().plusSeconds(90));
    assertThat(
            jdbc.sql("select waits_for is null from job where subject = :id")
                .param("id", id(waiting))
                .query(Boolean.class)
                .single())
        .isTrue();
  }

  @Test
  void aRungThatAsksForTimeGivesWayToTheNextAtOnce() {
    STAND_IN.fault(Fault.status(path("url"), 429));

    hub.post(webhook("url", "directPath"));

    assertThat(hub.attachment(instance, "STORED").path("source").asText()).isEqualTo("directPath");
    assertThat(fetched("url")).isEqualTo(1);
  }

  @Test
  void aMediaWhoseTimeIsUpIsParkedInsteadOfTriedForEver() {
    STAND_IN.fault(Fault.status("/" + instance + "/", 500));
    STAND_IN.fault(Fault.status(evolution(), 503));
    hub.post(webhook("url"));
    JsonNode waiting = attachment(each -> each.path("attempts").asInt() >= 1);

    jdbc.sql("update job set expires_at = now() where subject = :id")
        .param("id", id(waiting))
        .update();

    JsonNode parked = hub.attachment(instance, "PARKED");
    assertThat(parked(id(parked)).path("reason").asText()).contains("url: HTTP 500");
  }
}
