package io.bactrian.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.derive.Media;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that is killed while it makes derivatives: they are made in the end, each once. */
class KilledDerivationFault extends FaultTest {

  private static final int OF_EACH = 6;

  /** Kinds in the order in which the hub is killed while it has one in hand. */
  private static final List<String> KINDS = List.of("image", "audio", "video", "document");

  /** A kill may fall between two jobs. */
  private static final int TRIES = 4;

  @TempDir private static Path folder;

  @Test
  void everyDerivativeIsMadeOnceAfterTheHubWasKilledWhileItMadeThem() {
    Media.require("ffmpeg", "ffprobe");
    HubProcess hub = hub("bactrian.ledger.presumed-dead", "5s").start();
    int sent = 0;
    for (String kind : KINDS) {
      int held = 0;
      for (int kill = 1; held == 0 && kill <= TRIES; kill++) {
        List<SentMedia> media = media(kind);
        assertThat(deliveries.deliver(hub.client(), media)).isEmpty();
        sent += media.size();
        await(kind + " in hand")
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(5))
            .until(() -> deriving(kind) > 0);
        hub.kill();
        held = deriving(kind);
        FaultReport.line(
            "%s: killed with %d of %d made, %d of kind %s in hand",
            label(), made(), sent, held, kind);
        hub.start();
      }
      assertThat(held).as("%s in hand when the hub was killed", kind).isPositive();
    }
    int all = sent;
    await("all derivatives").atMost(PATIENCE).until(() -> made() == all);
    finish(hub).checkAllStored();
    assertThat(count("select count(*) from job where kind = 'derive_media'")).isEqualTo(all);
    assertThat(count("select count(*) from job where kind = 'derive_media' and state = 'done'"))
        .isEqualTo(all);
    assertThat(derivatives()).isEqualTo(all);
  }

  private List<SentMedia> media(String kind) {
    if (kind.equals("image")) {
      return webhooks.images(OF_EACH);
    }
    return IntStream.range(0, OF_EACH).mapToObj(i -> webhooks.media(kind, made(kind))).toList();
  }

  /** Long enough for the hub to be killed meanwhile; each differs from all others. */
  private static byte[] made(String kind) {
    if (kind.equals("document")) {
      return page(UUID.randomUUID().toString());
    }
    Path file = folder.resolve(kind.equals("audio") ? "sound.ogg" : "film.mp4");
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-y", "-v", "error", "-f", "lavfi"));
    command.addAll(
        kind.equals("audio")
            ? List.of("-i", "sine=duration=120", "-c:a", "libopus")
            : List.of("-i", "testsrc2=duration=2:size=1280x720", "-preset", "ultrafast"));
    command.addAll(List.of("-metadata", "title=" + UUID.randomUUID(), file.toString()));
    Media.said(command.toArray(String[]::new));
    return Media.bytes(file);
  }

  private static byte[] page(String text) {
    try (PDDocument document = new PDDocument()) {
      document.getDocumentInformation().setTitle(text);
      document.addPage(new PDPage());
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int made() {
    return count("select count(*) from derivative where state = 'MADE'");
  }

  private int deriving(String kind) {
    return count(
        "select count(*) from job j join attachment a on a.id = j.subject where a.kind = '"
            + kind
            + "' and j.kind = 'derive_media' and j.claimed_by is not null");
  }

  private int derivatives() {
    return servers.objects.derivatives(settings().get("bactrian.s3.bucket"));
  }
}
