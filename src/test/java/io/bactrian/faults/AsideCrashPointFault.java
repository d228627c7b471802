package io.bactrian.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.embedded.standin.Fault;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Killed exactly here: at steps beside a media file's way, of derivatives, profiles and replays.
 */
class AsideCrashPointFault extends FaultTest {

  private static final Duration REACH = Duration.ofSeconds(60);

  private static final List<String> PROFILES =
      List.of("before 1 await-instance-ask", "before 1 fail-job-settle");

  private static final List<String> DERIVATIVES =
      List.of(
          "before 1 derive-media-open",
          "after 1 derive-media-put",
          "before 1 derive-media-record",
          "after 1 derive-media-record");

  private static final List<String> REPLAYS =
      List.of(
          "before 1 accept-parked-event-record",
          "before 1 accept-parked-event-park",
          "after 1 accept-parked-event-park");

  private CrashLane lane;

  @Test
  void everyMediaIsStoredOnceThoughTheHubHaltsBesideItsWay() {
    HubProcess hub =
        haltingHub(
            "bactrian.reconciliation.initial-delay",
            "500",
            "bactrian.kinds[fetch_profile_pic].retry-delay",
            "1s");
    lane = new CrashLane(hub, "aside", deliveries, REACH);
    // First of all: a chat whose picture was had is not asked for again.
    servers.standIn.fault(Fault.status("fetchProfilePictureUrl", 500));
    lane.ready();
    PROFILES.forEach(point -> halt(point, () -> {}));
    servers.standIn.clearFaults();
    DERIVATIVES.forEach(point -> halt(point, () -> {}));
    REPLAYS.forEach(point -> halt(point, this::parkAndReplay));
    halt("after 1 open-reconciliations-open", () -> {});
    lane.ready();
    deliveries.deliverUntilAccepted(hub::client, lane.left());
    FaultReport.line("%s: halted %d times, missed %s", label(), lane.halts(), lane.missed());
    finish(hub).checkAllStored();
    assertThat(lane.missed()).isEmpty();
  }

  private void halt(String point, Runnable more) {
    lane.halt(point, webhooks::image, more);
  }

  /** One that no version understands: parked, replayed, and parked again. */
  private void parkAndReplay() {
    try {
      lane.hub().client().deliver("{\"event\":".getBytes(UTF_8));
      lane.hub().client().apiPost("/api/parked/replay?kind=accept_event", "");
    } catch (UncheckedIOException e) {
      // Halted before it could answer.
    }
  }
}
