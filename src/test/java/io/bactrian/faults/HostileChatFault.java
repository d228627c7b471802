package io.bactrian.faults;

import static io.bactrian.faults.MediaWebhooks.PATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.embedded.standin.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One chat takes what it can get of the durable lane, and others hardly notice. */
class HostileChatFault extends FaultTest {

  private static final int FLOOD = 800;
  private static final int NORMAL = 12;
  private static final int SLOW_FILES = 4;

  /** How long the hub lets one picture be drawn. */
  private static final Duration DRAWN = Duration.ofSeconds(30);

  private static final AtomicInteger FILES = new AtomicInteger();
  private static final String HOSTILE = "15550666000@s.whatsapp.net";
  private static final Duration HANGS = Duration.ofMinutes(5);

  @Test
  void mediaOfOtherChatsAreStoredWhileOneChatsLinksHang() {
    HubProcess hub =
        hub(
                "bactrian.media.idle-timeout",
                "5s",
                "bactrian.kinds[process_incoming_media].expected-time",
                "1s",
                // Nobody but the lane gives a job out.
                "bactrian.kinds[process_incoming_media].requeue-after",
                "10m",
                "bactrian.ledger.max-requeue-delay",
                "10m")
            .start();
    servers.standIn.fault(Fault.delay("^" + PATH + ".*/only/", HANGS));
    List<SentMedia> flood = webhooks.ofChat(HOSTILE).images(FLOOD);
    deliveries.deliverUntilAccepted(hub::client, flood);
    await("workers hang").atMost(PATIENCE).until(() -> claimed() > 0);

    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i < NORMAL; i++) {
      seconds.add(secondsUntilStored(hub, webhooks.image()));
    }

    double slowest = seconds.stream().mapToDouble(each -> each).max().orElseThrow();
    int left = inDatabase("PENDING");
    FaultReport.line(
        "%s: flood=%d, of it pending=%d at the end; %d media of other chats stored, slowest %.1f s",
        label(), FLOOD, left, NORMAL, slowest);
    assertThat(slowest).as("seconds of the slowest media of another chat").isLessThan(5);
    assertThat(left).as("the flood that is left").isGreaterThan(FLOOD / 2);
    servers.standIn.clearFaults();
    finish(hub).checkAllStored();
  }

  @Test
  void filesOfOneChatThatAreDrawnForEverLeaveAWorkerToThoseOfOthers() {
    HubProcess hub = hub().start();
    List<SentMedia> slow =
        Stream.generate(() -> webhooks.ofChat(HOSTILE).media("document", endless()))
            .limit(SLOW_FILES)
            .toList();
    deliveries.deliverUntilAccepted(hub::client, slow);
    awaitStored(hub, SLOW_FILES);
    await("one is drawn").atMost(PATIENCE).until(() -> claimed() > 0);

    SentMedia picture = webhooks.image();
    double stored = secondsUntilStored(hub, picture);
    long begun = System.nanoTime();
    await("its thumbnail").atMost(PATIENCE).until(() -> hasThumbnail(picture));
    double derived = (System.nanoTime() - begun) / 1e9;

    FaultReport.line(
        "%s: %d files that take %d s each; a picture of another chat stored after %.1f s, its"
            + " thumbnail %.1f s later",
        label(), SLOW_FILES, DRAWN.toSeconds(), stored, derived);
    assertThat(count("select count(*) from derivative where state = 'FAILED'"))
        .as("files of the one chat that were given up meanwhile")
        .isLessThan(SLOW_FILES);
    assertThat(derived).isLessThan(DRAWN.toSeconds() / 2.0);
  }

  /** A page that draws a form, which draws ten times one that draws ten times one, and so on. */
  private static byte[] endless() {
    StringBuilder pdf = new StringBuilder("%PDF-1.4\n");
    pdf.append("1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n");
    pdf.append("2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n");
    pdf.append("3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R");
    pdf.append("/Resources<</XObject<</F 5 0 R>>>>>>endobj\n");
    pdf.append("4 0 obj<</Length 5>>stream\n/F Do\nendstream endobj\n");
    for (int depth = 5; depth < 15; depth++) {
      String drawn = depth == 14 ? "0 0 9 9 re f " : "/F Do ".repeat(10);
      pdf.append("%d 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 99 99]".formatted(depth));
      pdf.append("/Resources<</XObject<</F %d 0 R>>>>".formatted(depth + 1));
      pdf.append("/Length %d>>stream\n%s\nendstream endobj\n".formatted(drawn.length(), drawn));
    }
    pdf.append("trailer<</Root 1 0 R>>\n%").append(FILES.incrementAndGet()).append("\n%%EOF");
    return pdf.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private boolean hasThumbnail(SentMedia media) {
    return count(
            "select count(*) from derivative join attachment on attachment.id = attachment_id"
                + " join message on message.id = message_id"
                + " where thumbnail_key is not null and whatsapp_id = '"
                + media.id()
                + "'")
        == 1;
  }

  private double secondsUntilStored(HubProcess hub, SentMedia media) {
    long posted = System.nanoTime();
    deliveries.deliverUntilAccepted(hub::client, List.of(media));
    await("a media of another chat")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> isStored(media));
    return (System.nanoTime() - posted) / 1e9;
  }

  private boolean isStored(SentMedia media) {
    return count(
            "select count(*) from attachment join message on message.id = message_id"
                + " where attachment.status = 'STORED' and whatsapp_id = '"
                + media.id()
                + "'")
        == 1;
  }
}
