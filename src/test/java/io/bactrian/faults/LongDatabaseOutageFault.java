package io.bactrian.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class LongDatabaseOutageFault extends FaultTest {

  /** How long the database is away, as an ISO duration. */
  private static final Duration AWAY =
      Duration.parse(System.getProperty("faults.database-away", "PT2M"));

  private static final int PER_SECOND = 20;

  @Test
  void everyWebhookIsAnswered202WhileTheDatabaseIsAwayAndStoredAfterwards() {
    HubProcess hub = hub().start();
    deliveries.deliverUntilAccepted(hub::client, webhooks.images(5));
    awaitStored(hub, 5);
    servers.postgres.stop();
    List<CompletableFuture<List<SentMedia>>> answers = new ArrayList<>();
    long began = System.nanoTime();
    long sent = AWAY.toSeconds() * PER_SECOND;
    for (int i = 0; i < sent; i++) {
      LockSupport.parkNanos(
          began
              + Duration.ofSeconds(1).dividedBy(PER_SECOND).multipliedBy(i).toNanos()
              - System.nanoTime());
      List<SentMedia> one = webhooks.images(1);
      answers.add(CompletableFuture.supplyAsync(() -> deliveries.deliver(hub.client(), one)));
    }
    answers.forEach(answer -> assertThat(answer.join()).isEmpty());
    FaultReport.line(
        "%s: %d webhooks in %d s without a database, answers %s",
        label(), sent, AWAY.toSeconds(), deliveries.answers());
    assertThat(deliveries.answers()).isEqualTo(Map.of(202, (int) sent + 5));
    servers.postgres.start();
    long back = System.nanoTime();
    Ledger ledger = finish(hub);
    FaultReport.line(
        "%s: all stored %.0f s after it was back", label(), (System.nanoTime() - back) / 1e9);
    ledger.checkAllStored();
  }
}
