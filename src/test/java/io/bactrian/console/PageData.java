package io.bactrian.console;

import io.bactrian.api.AttachmentStatus;
import io.bactrian.api.AttachmentView;
import io.bactrian.api.JobState;
import io.bactrian.api.JobView;
import io.bactrian.api.LaneLoad;
import io.bactrian.audit.InstanceState;
import io.bactrian.chat.AttachmentKind;
import io.bactrian.console.LaneHistory.Minute;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** What the pages of tests show. */
final class PageData {

  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  static final UUID ID = UUID.fromString("01fa5125-5d31-4828-ab04-0e33702bfe3a");
  static final String REASON = "url: HTTP 410; directPath: HTTP 404; Evolution HTTP 400";

  private PageData() {}

  static Overview overview(List<ServerState> servers, List<InstanceState> instances) {
    List<LaneLoad> loads =
        List.of(
            load("fast", "send_message", 3, 12.0, 0),
            load("fast", "fetch_profile_pic", 0, null, 0),
            load("durable", "process_incoming_media", 41, 1300.0, 399));
    List<LanePanel> panels = loads.stream().map(load -> new LanePanel(load, hour())).toList();
    return new Overview(
        Alarm.of(servers, instances, loads, Duration.ofMinutes(5)),
        servers,
        panels.subList(0, 2),
        panels.subList(2, 3),
        List.of(),
        instances,
        Duration.ofMinutes(5));
  }

  static LaneLoad load(String lane, String kind, long pending, Double oldest, long parked) {
    return new LaneLoad(
        lane, kind, pending, 4, Math.min(2, pending), oldest, 81_022, parked, pending, null, null);
  }

  static List<Minute> hour() {
    return IntStream.range(0, 60)
        .mapToObj(
            i ->
                new Minute(
                    NOW.minus(60 - i, ChronoUnit.MINUTES),
                    i % 17 == 0 ? 0 : 20 + (i * 37) % 50,
                    i % 17 == 0 ? null : 300.0 + (i * 53) % 400))
        .toList();
  }

  static AttachmentView media(AttachmentStatus status, AttachmentKind kind, String thumbnail) {
    boolean stored = status == AttachmentStatus.STORED;
    return new AttachmentView(
        ID,
        ID,
        0,
        "acme-support",
        kind,
        status,
        "image/jpeg",
        stored ? 20_024L : null,
        stored ? "bf0996c8a2d4a2e9a0de64748a743de74b3c78d1809e0102a850c3dc059548da" : null,
        kind == AttachmentKind.document ? "contract.pdf" : null,
        640,
        480,
        null,
        null,
        3,
        status == AttachmentStatus.PENDING ? NOW.plusSeconds(20) : null,
        NOW.plusSeconds(86_400),
        stored ? "directPath" : null,
        stored ? null : REASON,
        thumbnail,
        null,
        null,
        null,
        null,
        null,
        NOW.minusSeconds(75));
  }

  static JobView job(JobState state) {
    return new JobView(
        ID,
        "process_incoming_media",
        "durable",
        state,
        ID,
        3,
        state == JobState.pending ? NOW.plusSeconds(30) : null,
        NOW.plusSeconds(86_400),
        REASON,
        NOW.minusSeconds(70),
        NOW.minusSeconds(69),
        null,
        NOW.minusSeconds(75),
        NOW.minusSeconds(5));
  }
}
