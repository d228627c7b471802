package io.bactrian.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A network that swallows everything: the database's connections are open and say nothing. */
class StalledDatabaseFault extends FaultTest {

  /** As long as Evolution waits for an answer. */
  private static final int SECONDS = 30;

  @Test
  void webhooksAreAcceptedWhileTheDatabaseIsSilent() {
    try (FaultProxy proxy = new FaultProxy(servers.postgres.port())) {
      String url =
          settings()
              .get("spring.datasource.url")
              .replace(":" + servers.postgres.port(), ":" + proxy.port());
      HubProcess hub = hub("spring.datasource.url", url).start();
      deliveries.deliverUntilAccepted(hub::client, webhooks.images(5));
      awaitStored(hub, 5);
      proxy.stall();
      List<CompletableFuture<List<SentMedia>>> answers = new ArrayList<>();
      for (int i = 0; i < SECONDS; i++) {
        List<SentMedia> one = webhooks.images(1);
        answers.add(CompletableFuture.supplyAsync(() -> deliveries.deliver(hub.client(), one)));
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      }
      assertThat(answers.get(0).join()).as("answered within the sender's patience").isEmpty();
      proxy.heal();
      answers.forEach(answer -> assertThat(answer.join()).isEmpty());
      finish(hub).checkAllStored();
    }
  }
}
