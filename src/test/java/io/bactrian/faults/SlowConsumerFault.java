package io.bactrian.faults;

import static io.bactrian.faults.MediaWebhooks.PATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.embedded.standin.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The broker takes a job away from who holds it for longer than its consumer_timeout. */
class SlowConsumerFault extends FaultTest {

  private static final int CONSUMER_TIMEOUT = 4_000;
  private static final Duration DOWNLOAD = Duration.ofSeconds(12);

  @AfterEach
  void defaults() {
    if (servers != null) {
      limits(1_800_000, 60_000);
    }
  }

  @Test
  void aJobThatIsTakenAwayWhileItRunsIsDoneOnce() {
    limits(CONSUMER_TIMEOUT, 500);
    // Nobody but the broker gives the job out again.
    HubProcess hub =
        hub(
                "bactrian.kinds[process_incoming_media].requeue-after",
                "10m",
                "bactrian.ledger.max-requeue-delay",
                "10m",
                "bactrian.media.idle-timeout",
                "30s")
            .start();
    servers.standIn.fault(Fault.delay(PATH, DOWNLOAD));
    List<SentMedia> media = webhooks.images(4);
    assertThat(deliveries.deliver(hub.client(), media)).isEmpty();
    await("the broker took jobs away").atMost(PATIENCE).until(() -> timeouts() > 0);
    finish(hub).checkAllStored();
    assertThat(audit.attachments(hub.client()))
        .allSatisfy(stored -> assertThat(stored.path("attempts").asInt()).isEqualTo(1));
    assertThat(media).allSatisfy(one -> assertThat(downloads(one)).isOne());
  }

  private long downloads(SentMedia media) {
    return servers.standIn.calls().stream()
        .filter(call -> call.path().startsWith(media.path()))
        .count();
  }

  /** How often the broker closed a channel for it, as its log has it. */
  private long timeouts() {
    return servers
        .rabbit
        .control("rabbitmq-diagnostics", "log_tail", "-N", "2000")
        .lines()
        .filter(line -> line.contains("timed out"))
        .count();
  }

  /** Both in ms: the second is how often a channel looks. */
  private void limits(int consumerTimeout, int tick) {
    servers.rabbit.control(
        "rabbitmqctl",
        "eval",
        "application:set_env(rabbit, consumer_timeout, %d), application:set_env(rabbit, channel_tick_interval, %d)."
            .formatted(consumerTimeout, tick));
  }
}
