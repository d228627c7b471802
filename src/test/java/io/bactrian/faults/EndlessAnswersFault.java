package io.bactrian.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.standin.Fault;
import io.bactrian.hub.HubClient;
import io.bactrian.hub.Webhooks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every server that the hub asks answers without an end: as fast as it goes, and a byte now and
 * then. All of it at once, at the heap of the container.
 */
class EndlessAnswersFault extends FaultTest {

  private static final int OF_EACH = 2;
  private static final int OTHERS = 60;
  private static final Duration DRIP = Duration.ofMillis(100);

  /** Each ends the attempts of its job; that of reconciliations has no last one. */
  private static final String[] SETTINGS = {
    "bactrian.answer.time", "2s",
    "bactrian.evolution.response-timeout-ms", "2000",
    "bactrian.media.evolution-timeout", "2s",
    "bactrian.media.idle-timeout", "2s",
    "bactrian.media.deadline", "3s",
    "bactrian.media.max-size", "20MB",
    "bactrian.profile.picture-deadline", "2s",
    "bactrian.s3.attempt-timeout", "2s",
    "bactrian.s3.call-timeout", "3s",
    "bactrian.sending.reconcile-for", "3s",
    "bactrian.audit.initial-delay", "500",
    "bactrian.audit.check-period", "2000",
    "bactrian.kinds[process_incoming_media].max-attempts", "2",
    "bactrian.kinds[process_incoming_media].max-retry-delay", "1s",
    "bactrian.kinds[send_message].max-attempts", "2",
    "bactrian.kinds[fetch_profile_pic].max-attempts", "2",
    "bactrian.kinds[fetch_profile_pic].retry-delay", "500ms",
    "bactrian.kinds[fetch_group_info].max-attempts", "2",
    "bactrian.kinds[fetch_group_info].retry-delay", "500ms",
    "bactrian.kinds[derive_media].retry-delay", "500ms"
  };

  private final ObjectMapper json = new ObjectMapper();
  private final List<SentMedia> unlucky = new ArrayList<>();
  private final List<SentMedia> fromStore = new ArrayList<>();

  @Test
  void eachFailsItsOwnJobAndTheOthersGoOn() {
    try (DamagingObjectStore store = new DamagingObjectStore(servers.objects, 0)) {
      settings().put("bactrian.s3.endpoint", store.endpoint());
      HubProcess hub = packagedHub(SETTINGS).option("-XX:+ExitOnOutOfMemoryError").start();
      deliveries.deliverUntilAccepted(hub::client, webhooks.images(5));
      awaitStored(hub, 5);
      long before = hub.residentMegabytes();
      faults("fast", path -> Fault.endless(path));
      faults("slow", path -> Fault.endless(path, DRIP));
      store.endless("PUT .*/s3put-|GET .*/s3get-");

      attack(hub.client(), "fast");
      attack(hub.client(), "slow");
      Future<?> delivering = deliveries.delivering(hub::client, webhooks.images(OTHERS));
      awaitDone(delivering);
      awaitStored(hub, 5 + OTHERS);

      await("every job has come to its end")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(250))
          .failFast("the hub ended", () -> !hub.isAlive())
          .until(
              () ->
                  count(
                          "select count(*) from job where state = 'pending' and kind in"
                              + " ('send_message', 'fetch_profile_pic', 'fetch_group_info')"
                              + " or state = 'pending' and kind = 'process_incoming_media'"
                              + " and attempts < 2 and subject not in (%s)".formatted(ofStore()))
                      == 0);
      await("reconciliations were tried")
          .atMost(PATIENCE)
          .until(
              () ->
                  count(
                          "select count(*) from job where kind = 'reconcile_messages'"
                              + " and attempts > 0 and last_error is not null")
                      >= 2);
      FaultReport.line(
          "endless answers %s: jobs %s; RSS at most %d MiB, %d MiB before",
          label(), outcomes(), hub.peakMegabytes(), before);
      assertThat(hub.isAlive()).isTrue();
      assertThat(
              count("select count(*) from message where direction = 'OUT' and status = 'FAILED'"))
          .as("messages that failed")
          .isEqualTo(2 * OF_EACH);
      assertThat(inDatabase("PARKED")).as("media parked").isEqualTo(unlucky.size());

      store.endless(null);
      servers.standIn.clearFaults();
      await("what object storage did not take is stored")
          .atMost(PATIENCE)
          .until(() -> inDatabase("PENDING") == 0);
      assertThat(servers.objects.hashes(settings().get("bactrian.s3.bucket")).values())
          .containsAll(fromStore.stream().map(SentMedia::sha256).toList());
      Stream.of("s3put-fast", "s3put-slow", "s3get-fast", "s3get-slow").forEach(audit::leaveOut);
      finish(hub).checkAllStored();
    }
  }

  private interface Form {
    Fault of(String path);
  }

  private void faults(String speed, Form form) {
    servers.standIn.fault(
        form.of("getBase64FromMediaMessage/base64-" + speed).body("{\"base64\":\""));
    servers.standIn.fault(form.of("getBase64FromMediaMessage/name-" + speed).body("{\"na"));
    servers.standIn.fault(form.of("/\\w+/\\w+/(text|any)-" + speed).body("{\"key\":{\"id\":\""));
    servers.standIn.fault(form.of("/\\w+/\\w+/[a-z0-9]+-" + speed));
    servers.standIn.fault(form.of("^" + MediaWebhooks.PATH + "link-" + speed));
    servers.standIn.fault(form.of("^/instance/fetchInstances").times(2));
  }

  private void attack(HubClient hub, String speed) {
    for (String how : List.of("base64-", "name-", "refused-")) {
      deliver(hub, of(how + speed, "none"), true);
    }
    deliver(hub, of("link-" + speed, "url"), true);
    deliver(hub, of("link-" + speed, "mediaUrl"), true);
    deliver(hub, of("s3put-" + speed, "url"), false);
    deliver(hub, of("s3get-" + speed, "url"), false);
    for (int i = 0; i < OF_EACH; i++) {
      group(hub, "any-" + speed, i);
      assertThat(
              hub.apiPost(
                      "/api/messages",
                      json.createObjectNode()
                          .put("instance", i % 2 == 0 ? "text-" + speed : "other-" + speed)
                          .put("to", "1555040%04d".formatted(i))
                          .put("text", "x"))
                  .statusCode())
          .isEqualTo(202);
    }
    hub.apiPost("/api/reconciliations?instance=any-" + speed, "");
  }

  private List<SentMedia> of(String instance, String rung) {
    MediaWebhooks some = new MediaWebhooks(servers.standIn, instance);
    return Stream.generate(() -> some.image(rung)).limit(OF_EACH).toList();
  }

  private void deliver(HubClient hub, List<SentMedia> media, boolean lost) {
    media.forEach(one -> assertThat(hub.deliver(one.webhook()).statusCode()).isEqualTo(202));
    if (lost) {
      unlucky.addAll(media);
    } else {
      fromStore.addAll(media);
    }
  }

  private void group(HubClient hub, String instance, int number) {
    ObjectNode text = (ObjectNode) Webhooks.sample(json, "11b-group-text-pn-participant.json");
    text.put("instance", instance);
    Webhooks.key(text)
        .put("id", "GROUP" + number)
        .put("remoteJid", "1203630%d@g.us".formatted(number));
    assertThat(hub.deliver(text.toString().getBytes(UTF_8)).statusCode()).isEqualTo(202);
  }

  private static String ofStore() {
    return "select a.id from attachment a join message m on m.id = message_id"
        + " join conversation c on c.id = conversation_id where instance like 's3put-%'";
  }

  /** How many jobs of each kind came to what. */
  private Map<String, Integer> outcomes() {
    Map<String, Integer> outcomes = new TreeMap<>();
    for (String kind :
        List.of(
            "send_message",
            "process_incoming_media",
            "fetch_profile_pic",
            "fetch_group_info",
            "derive_media",
            "reconcile_messages")) {
      for (String state : List.of("pending", "done", "parked")) {
        outcomes.put(
            kind + " " + state,
            count(
                "select count(*) from job where kind = '%s' and state = '%s'"
                    .formatted(kind, state)));
      }
    }
    return outcomes;
  }
}
