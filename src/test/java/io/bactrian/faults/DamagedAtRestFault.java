package io.bactrian.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.embedded.standin.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Objects that change or go after they were stored, as on a disk that rots. */
class DamagedAtRestFault extends FaultTest {

  private static final int MEDIA = 40;
  private static final int DAMAGED = 8;
  private static final int LOST = 4;
  private static final String EVERY_OBJECT_MANY_TIMES_A_DAY = "100000";

  @Test
  void theScrubRepairsWhatASourceStillGivesAndShowsWhatNoneDoes() {
    try (DamagingObjectStore store = new DamagingObjectStore(servers.objects, 0)) {
      HubProcess hub =
          packagedHub(
                  "bactrian.scrub.daily-share",
                  EVERY_OBJECT_MANY_TIMES_A_DAY,
                  "bactrian.scrub.period",
                  "200",
                  "bactrian.media.grace",
                  "2s")
              .start();
      List<SentMedia> media = webhooks.images(MEDIA);
      deliveries.deliverUntilAccepted(hub::client, media);
      awaitStored(hub, MEDIA);
      List<SentMedia> damaged = media.subList(0, DAMAGED + LOST);
      damage(store, damaged);
      servers.standIn.fault(Fault.status("getBase64FromMediaMessage", 400));
      media
          .subList(DAMAGED, DAMAGED + LOST)
          .forEach(lost -> servers.standIn.fault(Fault.status("^" + lost.path(), 404)));

      // Now, not an hour after the hub was installed.
      count("update scrub set next_at = now() returning 1");

      await("lost ones parked").atMost(PATIENCE).until(() -> inDatabase("PARKED") == LOST);
      await("all others whole, and all checked")
          .atMost(PATIENCE)
          .until(
              () ->
                  inDatabase("STORED' and damage is null and checked_at is not null and 'a' = 'a")
                      == MEDIA - LOST);
      assertThat(damages(hub)).isEqualTo(Map.of("ALTERED", 2, "MISSING", 2));
      String metrics = hub.metrics();
      assertThat(metrics)
          .contains("bactrian_scrub_repaired_total{by=\"source\"} " + (double) DAMAGED);
      // These are counted in the database, from time to time.
      await("the damage is measured")
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(hub.metrics())
                      .contains("bactrian_attachment_damaged{status=\"PARKED\"} " + (double) LOST)
                      .containsPattern("bactrian_scrub_last_age_seconds [0-9]"));
      FaultReport.line(
          "%s: %d media, %d altered or missing, %d repaired, %d given up and shown; %s",
          label(), MEDIA, DAMAGED + LOST, DAMAGED, LOST, lines(metrics, "bactrian_scrub_media"));
      Ledger ledger = audit.ledger(label(), hub.client(), whole(damaged)).check();
      assertThat(ledger.stored()).isEqualTo(MEDIA - LOST);
      assertThat(ledger.parked()).isEqualTo(LOST);
    }
  }

  /** Every second one is altered, the others go. */
  private void damage(DamagingObjectStore store, List<SentMedia> media) {
    String bucket = settings().get("bactrian.s3.bucket");
    Map<String, String> keys = new TreeMap<>();
    servers.objects.hashes(bucket).forEach((key, hash) -> keys.put(hash, key));
    for (int i = 0; i < media.size(); i++) {
      String key = keys.get(media.get(i).sha256());
      if (i % 2 == 0) {
        store.overwrite(bucket, key, DamagingObjectStore::flipped);
      } else {
        store.delete(bucket, key);
      }
    }
  }

  /** What lies in S3, but for what is left of the lost ones. */
  private Map<String, String> whole(List<SentMedia> damaged) {
    List<String> lost =
        damaged.subList(DAMAGED, DAMAGED + LOST).stream().map(one -> "/" + one.sha256()).toList();
    Map<String, String> objects =
        new TreeMap<>(servers.objects.hashes(settings().get("bactrian.s3.bucket")));
    objects.keySet().removeIf(key -> lost.stream().anyMatch(key::endsWith));
    return objects;
  }

  private Map<String, Integer> damages(HubProcess hub) {
    Map<String, Integer> damages = new TreeMap<>();
    for (JsonNode attachment : audit.attachments(hub.client())) {
      if (attachment.hasNonNull("damage")) {
        assertThat(attachment.path("status").asText()).isEqualTo("PARKED");
        damages.merge(attachment.path("damage").asText(), 1, Integer::sum);
      }
    }
    return damages;
  }

  private static String lines(String metrics, String name) {
    return new ArrayList<>(metrics.lines().toList())
        .stream().filter(line -> line.startsWith(name)).collect(Collectors.joining(" "));
  }
}
