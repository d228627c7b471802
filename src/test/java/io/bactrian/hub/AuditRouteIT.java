package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.audit.InstanceAudit;
import io.bactrian.embedded.standin.Content;
import io.bactrian.embedded.standin.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.camel.ProducerTemplate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What Evolution's settings would lose is said, with the remedy. */
@ExtendWith(OutputCaptureExtension.class)
class AuditRouteIT extends HubTest {

  @Autowired private ProducerTemplate producer;
  @Autowired private InstanceAudit audit;

  @BeforeEach
  void webhookAsItHasToBe() {
    STAND_IN.webhook(instance, webhook());
  }

  @Test
  void anInstanceThatIsSetUpWellHasNoDrift() {
    compare();

    assertThat(drifts()).isEmpty();
    assertThat(STAND_IN.count("^GET /webhook/find/" + instance + "$")).isEqualTo(1);
    assertThat(STAND_IN.count("^GET /settings/find/" + instance + "$")).isEqualTo(1);
  }

  @Test
  void driftsStandBesideTheLanesAndOnceInTheLog(CapturedOutput output) {
    STAND_IN.webhook(instance, webhook().put("url", "https://other.example/hook"));

    compare();
    compare();

    JsonNode drift = drifts().get(0);
    assertThat(drifts()).hasSize(1);
    assertThat(drift.path("setting").asText()).isEqualTo("url");
    assertThat(drift.path("found").asText()).isEqualTo("https://other.example/hook");
    assertThat(drift.path("remedy").asText()).contains("POST /webhook/set/" + instance);
    assertThat(drift.path("checkedAt").asText()).isNotEmpty();
    assertThat(output.toString().split("Evolution's settings of " + instance + ": url is", -1))
        .hasSize(2);
  }

  @Test
  void aDriftThatWasPutRightIsGone(CapturedOutput output) {
    STAND_IN.settings(instance, json.createObjectNode().put("groupsIgnore", true));
    compare();
    assertThat(drifts()).hasSize(1);

    STAND_IN.settings(instance, json.createObjectNode().put("groupsIgnore", false));
    compare();

    assertThat(drifts()).isEmpty();
    assertThat(output).contains("Evolution's settings of " + instance + ": groupsIgnore is right");
  }

  @Test
  void anInstanceThatEvolutionDoesNotKnowIsADrift() {
    STAND_IN.fault(Fault.status("/(webhook|settings)/find/" + instance, 404));

    compare();

    assertThat(drifts()).singleElement().satisfies(this::isUnknown);
  }

  @Test
  void manyMediaByStorageWithoutOneVideoAreADrift() {
    UUID conversation = conversation();
    for (int i = 0; i < 50; i++) {
      imageAt("http://s3.example/x", conversation);
    }

    compare();

    assertThat(drifts())
        .singleElement()
        .satisfies(drift -> assertThat(drift.path("setting").asText()).isEqualTo("s3SaveVideo"));
    jdbc.sql(
            "update attachment set kind = 'video' where message_id = (select id from message"
                + " where conversation_id = ? limit 1)")
        .params(conversation)
        .update();
    compare();
    assertThat(drifts()).isEmpty();
  }

  @Test
  void aBucketOfEvolutionThatAnybodyMayReadIsADriftUntilItIsPrivate() {
    String path = "/" + instance + "/image/a.jpg";
    STAND_IN.put(path, Content.of(new byte[] {1, 2, 3}), "image/jpeg");
    imageAt(STAND_IN.baseUrl() + path + "?X-Amz-Signature=abc", conversation());

    compare();

    assertThat(drifts())
        .singleElement()
        .satisfies(
            drift -> {
              assertThat(drift.path("setting").asText()).isEqualTo("s3SkipPolicy");
              assertThat(drift.path("found").asText()).startsWith("public-read");
              assertThat(drift.path("remedy").asText()).contains("S3_SKIP_POLICY=true");
            });
    // As a private one does: without a signature it gives nothing, with one it does.
    STAND_IN.fault(Fault.status(path + "$", 403));
    compare();
    assertThat(drifts()).isEmpty();
  }

  @Test
  void anAnswerIsNotReadToItsEnd() {
    String path = "/" + instance + "/image/a.jpg";
    STAND_IN.put(path, Content.of(new byte[] {1, 2, 3}), "image/jpeg");
    STAND_IN.fault(Fault.endless(path));
    imageAt(STAND_IN.baseUrl() + path, conversation());

    compare();

    assertThat(drifts())
        .extracting(drift -> drift.path("setting").asText())
        .contains("s3SkipPolicy");
  }

  @Test
  void eventsThatComeTwiceTellOfTwoWebhooks() {
    for (int i = 0; i < 6; i++) {
      JsonNode webhook = text("3EB0DOUBLE" + i);
      hub.post(webhook);
      // The global webhook follows with another destination, and says the same.
      hub.post(((ObjectNode) webhook).put("destination", "https://hub.example/again"));
    }

    compare();

    assertThat(drifts())
        .singleElement()
        .satisfies(
            drift -> {
              assertThat(drift.path("setting").asText()).isEqualTo("webhookGlobalEnabled");
              assertThat(drift.path("found").asText())
                  .isEqualTo("true: 6 of the last 6 events came twice");
              assertThat(drift.path("remedy").asText()).contains("WEBHOOK_GLOBAL_ENABLED=false");
            });
  }

  @Test
  void eventsThatAreRepeatedAfterAFailureTellOfNothing() {
    for (int i = 0; i < 6; i++) {
      hub.post(text("3EB0REPEATED" + i));
    }
    jdbc.sql("update event set received_at = now() - interval '5 s' where instance = ?")
        .params(instance)
        .update();
    for (int i = 0; i < 6; i++) {
      hub.post(text("3EB0REPEATED" + i));
    }

    compare();

    assertThat(drifts()).isEmpty();
  }

  @Test
  void aFewEventsOfManyThatComeTwiceTellOfNothing() {
    for (int i = 0; i < 26; i++) {
      hub.post(text("3EB0MANY" + i));
      if (i < 5) {
        hub.post(text("3EB0MANY" + i));
      }
    }

    compare();

    assertThat(drifts()).isEmpty();
  }

  private ObjectNode text(String id) {
    ObjectNode webhook = sample("01-text-conversation.json");
    Webhooks.key(webhook).put("id", id);
    return webhook;
  }

  private UUID conversation() {
    UUID conversation = UUID.randomUUID();
    jdbc.sql("insert into conversation (id, instance, chat, is_group) values (?, ?, 'x', false)")
        .params(conversation, instance)
        .update();
    return conversation;
  }

  private void imageAt(String mediaUrl, UUID conversation) {
    jdbc.sql(
            """
            with m as (
              insert into message (id, conversation_id, direction, kind, status, sent_at)
              values (gen_random_uuid(), ?, 'IN', 'image', 'SENT', now()) returning id)
            insert into attachment (id, message_id, kind, status, media_url)
            select gen_random_uuid(), id, 'image', 'STORED', ? from m""")
        .params(conversation, mediaUrl)
        .update();
  }

  @Test
  void theInstancesAreThoseKnownHereAndThoseThatEvolutionNames() throws Exception {
    hub.post(sample("16b-connection.update-open.json"));

    List<String> names =
        audit.instances(
            json.readTree(
                """
                [{"name":"named-here"},{"instance":{"instanceName":"named-as-of-old"}}]"""));

    assertThat(names).contains(instance, "named-here", "named-as-of-old");
    assertThat(audit.instances(null)).contains(instance).doesNotContain("named-here");
  }

  @Test
  void theWholeComparisonIsMadeAtTheStart() {
    Awaitility.await().until(() -> hub.get("/api/lanes").hasNonNull("auditedAt"));

    assertThat(STAND_IN.count("^GET /instance/fetchInstances$")).isPositive();
  }

  private void compare() {
    producer.sendBody("direct:audit-instance", instance);
  }

  private ObjectNode webhook() {
    ObjectNode webhook = json.createObjectNode().put("enabled", true).put("webhookBase64", false);
    webhook.put("url", hub.base() + "/webhooks/evolution");
    webhook.putObject("headers").put("X-Webhook-Token", WEBHOOK_TOKEN);
    webhook.set(
        "events", Webhooks.sample(json, "api/webhook.set.request.json").at("/webhook/events"));
    webhook.withArray("events").add("CONTACTS_UPSERT");
    return webhook;
  }

  private void isUnknown(JsonNode drift) {
    assertThat(drift.path("setting").asText()).isEqualTo("instance");
    assertThat(drift.path("found").asText()).isEqualTo("not known to Evolution");
  }

  private List<JsonNode> drifts() {
    return all().stream()
        .filter(drift -> drift.path("instance").asText().equals(instance))
        .toList();
  }

  private List<JsonNode> all() {
    List<JsonNode> drifts = new ArrayList<>();
    hub.get("/api/lanes").path("audit").forEach(drifts::add);
    return drifts;
  }
}
