package io.bactrian.faults;

import static io.bactrian.faults.MediaWebhooks.PATH;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.embedded.standin.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConcurrentDuplicatesFault extends FaultTest {

  private static final int TIMES = 100;

  private final Deliveries other = new Deliveries(TIMES / 2);

  @AfterEach
  void closeSenders() {
    other.close();
  }

  @Test
  void oneWebhookAHundredTimesAtOnceAtTwoHubsIsOneMedia() {
    servers.standIn.fault(Fault.delay(PATH, Duration.ofMillis(300)));
    deliveries.close();
    deliveries = new Deliveries(TIMES / 2);
    audit = new MediaAudit(webhooks.instance(), deliveries);
    HubProcess one = hub();
    HubProcess two = hub();
    one.launch();
    two.launch();
    one.awaitReady();
    two.awaitReady();
    List<SentMedia> half = new ArrayList<>(Collections.nCopies(TIMES / 2, webhooks.image()));
    CompletableFuture<List<SentMedia>> there =
        CompletableFuture.supplyAsync(() -> other.deliver(two.client(), half));
    List<SentMedia> left = deliveries.deliver(one.client(), half);
    assertThat(left).isEmpty();
    assertThat(there.join()).isEmpty();
    assertThat(other.wrongAnswers()).isEmpty();
    finish(one).checkAllStored();
    assertThat(audit.messages(one.client())).hasSize(1);
    assertThat(servers.standIn.count("^GET " + half.get(0).path())).isEqualTo(1);
  }
}
