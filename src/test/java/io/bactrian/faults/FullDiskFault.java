package io.bactrian.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FullDiskFault extends FaultTest {

  private Path disk;

  @AfterEach
  void unmount() throws Exception {
    if (disk != null) {
      run("umount", "-l", disk.toString());
      Files.delete(disk);
    }
  }

  @Test
  void webhooksStayWithTheirSenderWhileThereIsNoRoomToSpoolThem() throws Exception {
    mountSmallDisk();
    HubProcess hub =
        hub("bactrian.http.spool-dir", disk.toString(), "bactrian.http.spool-threshold", "1KB")
            .start();
    Path ballast = disk.resolve("ballast");
    fill(ballast);
    List<SentMedia> media = webhooks.images(10);
    assertThat(deliveries.deliver(hub.client(), media)).hasSameElementsAs(media);
    assertThat(deliveries.answers()).as("503 with Retry-After").isEqualTo(Map.of(503, 10));
    Files.delete(ballast);
    deliveries.deliverUntilAccepted(hub::client, media);
    finish(hub).checkAllStored();
    assertNothingLeftBehind();
  }

  @Test
  void jobsWaitForRoomOnTheDiskWithoutSpendingAttempts() throws Exception {
    mountSmallDisk();
    HubProcess hub =
        hub("bactrian.media.temp-dir", disk.toString(), "bactrian.media.memory-threshold", "0B")
            .start();
    Path ballast = disk.resolve("ballast");
    fill(ballast);
    deliveries.deliverUntilAccepted(hub::client, webhooks.images(20));
    await("jobs deferred").atMost(PATIENCE).until(() -> deferred() >= 8);
    assertThat(inDatabase("STORED")).isZero();
    Files.delete(ballast);
    assertThat(finish(hub).checkAllStored().parked()).isZero();
    assertThat(audit.attachments(hub.client()))
        .allSatisfy(stored -> assertThat(stored.path("attempts").asInt()).isEqualTo(1));
    assertNothingLeftBehind();
  }

  private void mountSmallDisk() throws Exception {
    disk = Files.createTempDirectory("bactrian-disk-");
    boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()) == 0;
    if (!mounted) {
      Files.delete(disk);
      disk = null;
      FaultReport.line("skipped %s: no right to mount a small disk", label());
    }
    assumeTrue(mounted, "no right to mount a small disk");
  }

  private void assertNothingLeftBehind() throws IOException {
    try (var left = Files.list(disk)) {
      // Derivatives are in work still: for what they keep free this disk is too small for ever.
      assertThat(left.filter(path -> !path.getFileName().toString().startsWith("derive-")))
          .as("files left behind")
          .isEmpty();
    }
  }

  private static void fill(Path ballast) {
    try (var out = Files.newOutputStream(ballast)) {
      byte[] block = new byte[4_096];
      for (int i = 0; i < 1_000; i++) {
        out.write(block);
      }
      throw new IllegalStateException("the disk is larger than asked for");
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(List.of(command)).redirectErrorStream(true).start().waitFor();
  }
}
