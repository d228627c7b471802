package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.system.CapturedOutput;

/** One webhook, followed by its trace and by the ids in the log. */
class TracesIT extends ObservedHubTest {

  @Test
  void aTraceLeadsFromTheWebhookThroughBothLanesToS3AndTheDatabase() {
    hub.post(
        Webhooks.sample(json, "05c-image-encrypted-evo-ge-2.3.6-indexed-bytes-long-objects.json"));
    hub.attachment("acme-support", "STORED");

    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(traces())
                    .anySatisfy(
                        trace ->
                            assertThat(String.join(" ", trace))
                                .contains("/webhooks/evolution")
                                .contains("direct://record-event")
                                .contains("seda://route-job")
                                .contains("spring-rabbitmq://bactrian.jobs")
                                .contains("direct://fetch-media")
                                .contains("direct://call-evolution")
                                .contains("aws2-s3://")
                                .contains("jpa://")));
  }

  @Test
  void linesOfOneJobBearItsIdAndThatOfItsMessage(CapturedOutput output) throws Exception {
    ObjectNode webhook =
        (ObjectNode) Webhooks.sample(json, "05a-image-encrypted-evo-le-2.3.2-base64-strings.json");
    webhook.put("instance", "logged");
    String event = hub.post(webhook).path("event").asText();
    String attachment = hub.attachment("logged", "STORED").path("id").asText();
    String job =
        jdbc.sql(
                """
                select cast(id as text) from job
                where kind = 'process_incoming_media' and cast(subject as text) = ?""")
            .param(attachment)
            .query(String.class)
            .single();

    assertThat(line(output, "event " + event + " accepted").path("eventId").asText())
        .isEqualTo(event);
    assertThat(line(output, job + " claimed").path("jobId").asText()).isEqualTo(job);
    JsonNode stored = line(output, "attachment.stored " + attachment);
    assertThat(stored.path("jobId").asText()).isEqualTo(job);
    assertThat(stored.path("messageId").asText())
        .isEqualTo(hub.get("/api/attachments/" + attachment).path("message").asText());
    assertThat(line(output, job + " done").path("jobId").asText()).isEqualTo(job);
  }

  /** The line with this text, as the JSON that it is. */
  private JsonNode line(CapturedOutput output, String text) throws Exception {
    for (String line : output.toString().split("\n", -1)) {
      if (line.startsWith("{") && line.contains(text)) {
        return json.readTree(line);
      }
    }
    throw new AssertionError("no line with " + text);
  }

  /** The names of the spans, by trace. */
  private List<Set<String>> traces() {
    return new ArrayList<>(
        spans.getFinishedSpanItems().stream()
            .collect(
                Collectors.groupingBy(
                    SpanData::getTraceId,
                    Collectors.mapping(
                        span -> span.getName() + " " + span.getAttributes().asMap().values(),
                        Collectors.toSet())))
            .values());
  }
}
