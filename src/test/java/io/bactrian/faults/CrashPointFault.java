package io.bactrian.faults;

import static io.bactrian.faults.MediaWebhooks.PATH;
import static io.bactrian.faults.MediaWebhooks.URL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.embedded.standin.Fault;
import io.bactrian.hub.HubClient;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Killed exactly here: at every step that a media file passes, on its good way and on its bad ones.
 */
class CrashPointFault extends FaultTest {

  private static final Duration REACH = Duration.ofSeconds(60);

  private static final List<String> WAY =
      List.of(
          "receive-webhook",
          "accept-event",
          "settle-event",
          "record-event",
          "route-job",
          "durable-lane-sink",
          "durable-lane-source",
          "process-incoming-media",
          "fetch-media",
          "settle-media",
          "store-media",
          "record-media",
          "requeue-due-jobs");

  /** Where a step's end is another moment than its successor's begin, or has none. */
  private static final List<String> ENDS =
      List.of(
          "receive-webhook-answer",
          "record-event-record",
          "route-job-durable",
          "process-incoming-media-settle",
          "store-media-put",
          "store-media-record",
          "requeue-due-jobs-each");

  /** Steps of the bad ways, that a media file on its good way does not meet. */
  private static final Pattern ASIDE =
      Pattern.compile(
          ".*(shelter|away|park|park-unfit|if-unfit|acknowledge|dead|refuse|unavailable|interrupted|defer|later|nothing-to-do"
              + "|publish-failed|base64|media-url|direct-path|evolution)|route-job.*:log"
              + "|route-job-fast|route-job.*:throwException|requeue-due-jobs-(each|route)");

  @Test
  void everyMediaIsStoredOnceThoughTheHubHaltsAtEveryStepOfItsWay() {
    List<CrashLane> lanes = List.of(lane("one"), lane("two"));
    lanes.get(0).hub().start();
    Queue<String> points = onTheWay(lanes.get(0));
    int all = points.size();
    CompletableFuture.allOf(
            lanes.stream()
                .map(lane -> CompletableFuture.runAsync(() -> halt(lane, points)))
                .toArray(CompletableFuture[]::new))
        .join();
    CrashLane lane = lanes.get(0);
    lanes.get(1).hub().kill();
    Map<String, Runnable> aside = aside(lane);
    aside.values().forEach(Runnable::run);
    lane.hub().kill();
    lane.hub().start();
    for (CrashLane each : lanes) {
      deliveries.deliverUntilAccepted(lane.hub()::client, each.left());
    }
    replay(lane.hub().client());
    FaultReport.line(
        "%s: halted %d times at %d points, missed %s %s",
        label(),
        lanes.stream().mapToInt(CrashLane::halts).sum(),
        all + aside.size(),
        lanes.get(0).missed(),
        lanes.get(1).missed());
    finish(lane.hub()).checkAllStored();
    assertThat(lanes).allSatisfy(each -> assertThat(each.missed()).isEmpty());
  }

  private CrashLane lane(String name) {
    HubProcess hub = haltingHub("bactrian.kinds[send_message].max-attempts", "2");
    return new CrashLane(hub, name, deliveries, REACH);
  }

  private void halt(CrashLane lane, Queue<String> points) {
    for (String point = points.poll(); point != null; point = points.poll()) {
      lane.halt(point, webhooks::image, () -> {});
    }
  }

  private static Queue<String> onTheWay(CrashLane lane) {
    Queue<String> points = new ConcurrentLinkedQueue<>();
    for (String step : lane.steps(WAY)) {
      if (!ASIDE.matcher(step).matches()) {
        points.add("before 1 " + step);
      }
    }
    ENDS.forEach(step -> points.add("after 1 " + step));
    return points;
  }

  /** What leads to the steps that a media file passes only if something is wrong. */
  private Map<String, Runnable> aside(CrashLane lane) {
    Map<String, Runnable> points = new LinkedHashMap<>();
    List<Fault> later = List.of(Fault.status(PATH, 500), Fault.status("getBase64From", 503));
    List<Fault> gone = List.of(Fault.status(PATH, 410), Fault.status("getBase64From", 400));
    with(points, lane, "before 1 fetch-media-base64", List.of(), "base64");
    with(points, lane, "before 1 fetch-media-media-url", List.of(), "mediaUrl");
    with(points, lane, "before 1 fetch-media-direct-path", List.of(), "directPath");
    with(points, lane, "before 1 fetch-media-evolution", List.of());
    with(
        points,
        lane,
        "after 1 process-incoming-media-dead",
        List.of(Fault.status(URL, 403)),
        "url",
        "directPath");
    with(points, lane, "before 1 process-incoming-media-unavailable", later, "url");
    with(points, lane, "before 1 settle-media-later", later, "url");
    with(points, lane, "after 1 settle-media-later", later, "url");
    with(points, lane, "before 1 requeue-due-jobs-each", later, "url");
    with(points, lane, "before 2 requeue-due-jobs-route", later, "url");
    MediaWebhooks expired = webhooks.expired();
    for (String point : List.of("before 1 settle-media-park", "after 1 settle-media-park")) {
      points.put(point, () -> halt(lane, point, gone, () -> expired.image("url")));
    }
    for (String point : List.of("before 1 settle-media-defer", "after 1 settle-media-defer")) {
      points.put(point, () -> withoutStore(lane, point));
    }
    for (String point :
        List.of(
            "before 1 receive-webhook-away",
            "after 1 shelter-event-pack",
            "after 1 shelter-event-publish")) {
      points.put(point, () -> withoutDatabase(lane, point));
    }
    for (String point :
        List.of(
            "before 1 accept-sheltered-event-unpack", "after 1 accept-sheltered-event-settle")) {
      points.put(point, () -> sheltered(lane, point));
    }
    points.put(
        "before 1 route-job-publish-failed",
        () -> withoutBroker(lane, "before 1 route-job-publish-failed"));
    points.put(
        "before 1 settle-event-park",
        () -> other(lane, "before 1 settle-event-park", "{\"event\":"));
    points.put(
        "before 1 settle-event-acknowledge",
        () -> other(lane, "before 1 settle-event-acknowledge", ignored()));
    return points;
  }

  private void with(
      Map<String, Runnable> points,
      CrashLane lane,
      String point,
      List<Fault> faults,
      String... rungs) {
    points.put(point, () -> halt(lane, point, faults, () -> webhooks.image(rungs)));
  }

  private void halt(CrashLane lane, String point, List<Fault> faults, Supplier<SentMedia> media) {
    faults.forEach(servers.standIn::fault);
    lane.halt(point, media, () -> {});
    servers.standIn.clearFaults();
  }

  private void withoutStore(CrashLane lane, String point) {
    servers.objects.stop();
    lane.halt(point, webhooks::image, () -> {});
    servers.objects.start();
  }

  private void withoutDatabase(CrashLane lane, String point) {
    lane.ready();
    servers.postgres.stop();
    lane.halt(point, webhooks::image, () -> {});
    servers.postgres.start();
  }

  private void sheltered(CrashLane lane, String point) {
    lane.ready();
    servers.postgres.stop();
    deliveries.deliverUntilAccepted(lane.hub()::client, webhooks.images(5));
    lane.hub().kill();
    servers.postgres.start();
    lane.halt(point, webhooks::image, () -> {});
  }

  private void withoutBroker(CrashLane lane, String point) {
    lane.ready();
    servers.rabbit.stop();
    lane.halt(point, webhooks::image, () -> {});
    servers.rabbit.start();
  }

  private void other(CrashLane lane, String point, String body) {
    lane.halt(
        point,
        webhooks::image,
        () -> {
          try {
            lane.hub().client().deliver(body.getBytes(UTF_8));
          } catch (UncheckedIOException e) {
            // Halted before it could answer.
          }
        });
  }

  private String ignored() {
    return "{\"event\":\"presence.update\",\"instance\":\"%s\",\"data\":{}}"
        .formatted(webhooks.instance());
  }

  private static void replay(HubClient hub) {
    List<Integer> answers = new ArrayList<>();
    answers.add(hub.apiPost("/api/parked/replay?kind=process_incoming_media", "").statusCode());
    assertThat(answers).containsExactly(202);
  }
}
