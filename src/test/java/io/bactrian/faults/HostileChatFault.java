package io.bactrian.faults;

import static io.bactrian.faults.MediaWebhooks.PATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.embedded.standin.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One chat floods the durable lane with links that never answer; others hardly notice. */
class HostileChatFault extends FaultTest {

  private static final int FLOOD = 2_000;
  private static final int NORMAL = 12;
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
    assertThat(deliveries.deliver(hub.client(), flood)).isEmpty();
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
