package io.bactrian.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.api.AttachmentQueries;
import io.bactrian.api.AttachmentStatus;
import io.bactrian.api.AttachmentView;
import io.bactrian.api.JobState;
import io.bactrian.api.JobView;
import io.bactrian.api.ParkedJob;
import io.bactrian.api.ParkedQueries;
import io.bactrian.api.http.Page;
import io.bactrian.audit.InstanceState;
import io.bactrian.chat.AttachmentKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every page, filled and empty, in every language, without a server. */
class PagesTest {

  private final RenderedPages pages = new RenderedPages(PageData.NOW);

  @Test
  void anOverviewNamesTheWorstThingFirst() {
    InstanceState closed =
        new InstanceState(
            "acme-support",
            "baileys",
            "2.3.7",
            "close",
            PageData.NOW.minusSeconds(700),
            null,
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
                PageData.overview(
                    List.of(
                        new ServerState("PostgreSQL", true, null, PageData.NOW),
                        new ServerState("RabbitMQ", false, "AmqpConnectException", PageData.NOW),
                        new ServerState("Evolution API", true, null, PageData.NOW)),
                    List.of(
                        closed,
                        new InstanceState("beta", "cloud", null, "open", null, null, List.of())))));

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
            new AttachmentQueries.Filter(null, null, null, null),
            "page",
            new Page<>(
                List.of(
                    PageData.media(AttachmentStatus.STORED, AttachmentKind.image, "/thumbnail"),
                    PageData.media(AttachmentStatus.STORED, AttachmentKind.audio, null),
                    PageData.media(AttachmentStatus.PENDING, AttachmentKind.video, null),
                    PageData.media(AttachmentStatus.PARKED, AttachmentKind.document, null)),
                "next-page"),
            "instances",
            List.of("acme-support"),
            "cursor",
            "");
    assertThat(pages.operator("console/media", model))
        .contains("attempt 3", "next in 20 s", PageData.REASON, "19.6 KiB", "?cursor=next-page");
  }

  @Test
  void aMediaFileThatWasGivenUpSaysWhyAndOnlyAnOperatorMayReplayIt() {
    AttachmentView media = PageData.media(AttachmentStatus.PARKED, AttachmentKind.image, null);
    Map<String, Object> model = new java.util.HashMap<>();
    model.put("media", media);
    model.put("message", null);
    model.put("work", List.of(PageData.job(JobState.parked)));
    model.put("history", History.of(media, null, List.of(PageData.job(JobState.parked))));

    assertThat(pages.operator("console/media-file", model))
        .contains(
            PageData.REASON, "The sources are gone", "/console/parked/" + PageData.ID + "/replay");
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
                        "process_incoming_media",
                        PageData.REASON,
                        1399,
                        PageData.NOW.minusSeconds(9000),
                        PageData.NOW),
                    new ParkedQueries.Group(
                        "accept_event", "no known type <b>", 1, PageData.NOW, PageData.NOW)),
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
    ParkedQueries.Filter filter = new ParkedQueries.Filter("send_message", null, PageData.REASON);
    ParkedJob parked =
        new ParkedJob(
            PageData.ID,
            "send_message",
            PageData.ID,
            "acme-support",
            PageData.REASON,
            3,
            PageData.NOW,
            null,
            null,
            PageData.ID,
            PageData.ID,
            PageData.ID);
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
        .contains("Replay the one that matches", PageData.ID.toString(), "Newest");
    JobView job = PageData.job(JobState.parked);
    assertThat(
            pages.operator(
                "console/job",
                Map.of(
                    "job",
                    job,
                    "subject",
                    new JobSubject(
                        "acme",
                        "551199@s.whatsapp.net",
                        PageData.ID,
                        PageData.ID,
                        PageData.ID,
                        PageData.ID),
                    "history",
                    History.of(job),
                    "raw",
                    "{\"a\": \"</pre><script>\"}")))
        .contains(PageData.REASON, "551199@s.whatsapp.net", "&lt;/pre&gt;&lt;script&gt;");
    assertThat(
            pages.operator(
                "console/jobs",
                Map.of(
                    "filter",
                    new JobFilter(null, JobState.parked, "5511"),
                    "page",
                    new Page<>(List.of(PageData.job(JobState.pending), job), null),
                    "kinds",
                    List.of("send_message"),
                    "cursor",
                    "")))
        .contains("value=\"5511\"", PageData.ID.toString());
    assertThat(
            pages.operator(
                "console/actions",
                Map.of(
                    "page",
                    new Page<>(
                        List.of(
                            new ActionBook.Action(
                                PageData.ID,
                                PageData.NOW,
                                "00ff00ff00ff",
                                "replay",
                                "reason=" + PageData.REASON,
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
}
