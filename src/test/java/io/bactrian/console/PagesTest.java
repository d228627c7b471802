package io.bactrian.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.api.AttachmentQueries;
import io.bactrian.api.AttachmentStatus;
import io.bactrian.api.AttachmentView;
import io.bactrian.api.JobState;
import io.bactrian.api.JobView;
import io.bactrian.api.LaneLoad;
import io.bactrian.api.ParkedJob;
import io.bactrian.api.ParkedQueries;
import io.bactrian.api.http.Page;
import io.bactrian.audit.InstanceState;
import io.bactrian.chat.AttachmentKind;
import io.bactrian.console.LaneHistory.Minute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every page, filled and empty, in every language, without a server. */
class PagesTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final UUID ID = UUID.fromString("01fa5125-5d31-4828-ab04-0e33702bfe3a");
  private static final String REASON = "url: HTTP 410; directPath: HTTP 404; Evolution HTTP 400";

  private final RenderedPages pages = new RenderedPages(NOW);

  @Test
  void anOverviewNamesTheWorstThingFirst() {
    InstanceState closed =
        new InstanceState(
            "acme-support",
            "baileys",
            "2.3.7",
            "close",
            NOW.minusSeconds(700),
            List.of(
                new InstanceState.Finding(
                    "webhook.base64",
                    "false",
                    "true",
                    "set it to true: WhatsApp drops media",
                    false)));
    String page =
        pages.operator(
            "console/overview",
            Map.of(
                "overview",
                overview(
                    List.of(
                        new ServerState("PostgreSQL", true, null, NOW),
                        new ServerState("RabbitMQ", false, "AmqpConnectException", NOW),
                        new ServerState("Evolution API", true, null, NOW)),
                    List.of(
                        closed,
                        new InstanceState("beta", "cloud", null, "open", null, List.of())))));

    assertThat(page.indexOf("RabbitMQ does not answer"))
        .isPositive()
        .isLessThan(page.indexOf("acme-support is not connected"));
    assertThat(page).contains("399 jobs are parked", "set it to true", "Connect again");
  }

  @Test
  void anEmptyHubSaysThatAllIsWell() {
    String page =
        pages.operator(
            "console/overview",
            Map.of(
                "overview",
                new Overview(
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Duration.ofMinutes(5))));

    assertThat(page).contains("All is well", "No instance has sent anything yet");
  }

  @Test
  void theGalleryShowsEachStatus() {
    Map<String, Object> model =
        Map.of(
            "filter",
            new AttachmentQueries.Filter(null, null, null, null, null, null),
            "page",
            new Page<>(
                List.of(
                    media(AttachmentStatus.STORED, AttachmentKind.image, "/thumbnail"),
                    media(AttachmentStatus.STORED, AttachmentKind.audio, null),
                    media(AttachmentStatus.PENDING, AttachmentKind.video, null),
                    media(AttachmentStatus.PARKED, AttachmentKind.document, null)),
                "next-page"),
            "instances",
            List.of("acme-support"),
            "cursor",
            "");
    assertThat(pages.operator("console/media", model))
        .contains("attempt 3", "next in 20 s", REASON, "19.6 KiB", "?cursor=next-page");
  }

  @Test
  void aMediaFileThatWasGivenUpSaysWhyAndOnlyAnOperatorMayReplayIt() {
    AttachmentView media = media(AttachmentStatus.PARKED, AttachmentKind.image, null);
    Map<String, Object> model = new java.util.HashMap<>();
    model.put("media", media);
    model.put("message", null);
    model.put("work", List.of(job(JobState.parked)));
    model.put("history", History.of(media, null, List.of(job(JobState.parked))));

    assertThat(pages.operator("console/media-file", model))
        .contains(REASON, "The sources are gone", "/console/parked/" + ID + "/replay");
    assertThat(pages.viewer("console/media-file", model))
        .doesNotContain("replay\"", "<button class=\"primary");
  }

  @Test
  void parkedJobsStandByReasonWithTheirNumberOnTheButton() {
    String page =
        pages.operator(
            "console/parked",
            Map.of(
                "filter",
                new ParkedQueries.Filter(null, null, null),
                "groups",
                List.of(
                    new ParkedQueries.Group(
                        "process_incoming_media", REASON, 1399, NOW.minusSeconds(9000), NOW),
                    new ParkedQueries.Group("accept_event", "no known type <b>", 1, NOW, NOW)),
                "total",
                1400L,
                "kinds",
                List.of("process_incoming_media")));

    assertThat(page)
        .contains("Replay 1,399", "Replay all 1,400 that match", "no known type &lt;b&gt;")
        .doesNotContain("<b>\"", "type <b>");
  }

  @Test
  void theOtherPagesShowWhatTheyAreGiven() {
    ParkedQueries.Filter filter = new ParkedQueries.Filter("send_message", null, REASON);
    ParkedJob parked =
        new ParkedJob(
            ID, "send_message", ID, "acme-support", REASON, 3, NOW, null, null, ID, ID, ID);
    assertThat(
            pages.operator(
                "console/parked-jobs",
                Map.of(
                    "filter",
                    filter,
                    "page",
                    new Page<>(List.of(parked), null),
                    "total",
                    1L,
                    "cursor",
                    "x")))
        .contains("Replay the one that matches", ID.toString(), "Newest");
    JobView job = job(JobState.parked);
    assertThat(
            pages.operator(
                "console/job",
                Map.of(
                    "job",
                    job,
                    "subject",
                    new JobSubject("acme", "551199@s.whatsapp.net", ID, ID, ID, ID),
                    "history",
                    History.of(job),
                    "raw",
                    "{\"a\": \"</pre><script>\"}")))
        .contains(REASON, "551199@s.whatsapp.net", "&lt;/pre&gt;&lt;script&gt;");
    assertThat(
            pages.operator(
                "console/jobs",
                Map.of(
                    "filter",
                    new JobFilter(null, JobState.parked, "5511"),
                    "page",
                    new Page<>(List.of(job(JobState.pending), job), null),
                    "kinds",
                    List.of("send_message"),
                    "cursor",
                    "")))
        .contains("value=\"5511\"", ID.toString());
    assertThat(
            pages.operator(
                "console/actions",
                Map.of(
                    "page",
                    new Page<>(
                        List.of(
                            new ActionBook.Action(
                                ID,
                                NOW,
                                "00ff00ff00ff",
                                "replay",
                                "reason=" + REASON,
                                399,
                                "done")),
                        null),
                    "cursor",
                    "")))
        .contains("00ff00ff00ff", "399");
  }

  @Test
  void eachTextIsThereInEachLanguage() throws Exception {
    var english = Texts.bundle(Locale.ENGLISH).keySet();
    for (Locale locale : Texts.LOCALES) {
      assertThat(Texts.bundle(locale).keySet()).as(locale.toString()).isEqualTo(english);
    }
    try (var files = Files.walk(Path.of("src/main/jte"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".jte")).toList()) {
        var keys =
            java.util.regex.Pattern.compile("t\\.of\\(\"([a-z.0-9]+)\"[,)]")
                .matcher(Files.readString(file));
        while (keys.find()) {
          assertThat(english).as(file.toString()).contains(keys.group(1));
        }
      }
    }
  }

  private static Overview overview(List<ServerState> servers, List<InstanceState> instances) {
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

  private static LaneLoad load(String lane, String kind, long pending, Double oldest, long parked) {
    return new LaneLoad(
        lane, kind, pending, 4, Math.min(2, pending), oldest, 81_022, parked, pending, null, null);
  }

  private static List<Minute> hour() {
    return IntStream.range(0, 60)
        .mapToObj(
            i ->
                new Minute(
                    NOW.minus(60 - i, ChronoUnit.MINUTES),
                    i % 17 == 0 ? 0 : 20 + (i * 37) % 50,
                    i % 17 == 0 ? null : 300.0 + (i * 53) % 400))
        .toList();
  }

  private static AttachmentView media(
      AttachmentStatus status, AttachmentKind kind, String thumbnail) {
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

  private static JobView job(JobState state) {
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
