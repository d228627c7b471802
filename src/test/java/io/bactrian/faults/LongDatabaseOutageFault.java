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
      Duration.parse(System.getProperty("faults.database-away", "PT1M"));

  /** How long the webhooks go on at the same rate once it is back. */
  private static final Duration BACK = Duration.ofSeconds(15);

  private static final int PER_SECOND = 20;

  @Test
  void everyWebhookIsAnswered202WhileTheDatabaseIsAwayAndStoredAfterwards() {
    HubProcess hub = hub().start();
    List<SentMedia> before = webhooks.images(5);
    deliveries.deliverUntilAccepted(hub::client, before);
    awaitStored(hub, 5);
    servers.postgres.stop();
    List<CompletableFuture<List<SentMedia>>> answers = steadily(hub, AWAY);
    answers.forEach(answer -> assertThat(answer.join()).isEmpty());
    long sent = answers.size();
    FaultReport.line(
        "%s: %d webhooks in %d s without a database, answers %s",
        label(), sent, AWAY.toSeconds(), deliveries.answers());
    assertThat(deliveries.answers()).isEqualTo(Map.of(202, (int) sent + 5));
    servers.postgres.start();
    long back = System.nanoTime();
    List<CompletableFuture<List<SentMedia>>> after = steadily(hub, BACK);
    // Not one of those sheltered since: they may still wait to be taken in.
    assertThat(hub.client().deliver(before.get(0).webhook()).body())
        .as("only the database knows what came before: it is asked again, whatever the load")
        .contains("duplicate");
    after.forEach(answer -> assertThat(answer.join()).isEmpty());
    Ledger ledger = finish(hub);
    FaultReport.line(
        "%s: all stored %.0f s after it was back", label(), (System.nanoTime() - back) / 1e9);
    ledger.checkAllStored();
  }

  /** Delivers at a steady rate for that long. */
  private List<CompletableFuture<List<SentMedia>>> steadily(HubProcess hub, Duration time) {
    List<CompletableFuture<List<SentMedia>>> answers = new ArrayList<>();
    long began = System.nanoTime();
    for (int i = 0; i < time.toSeconds() * PER_SECOND; i++) {
      LockSupport.parkNanos(
          began
              + Duration.ofSeconds(1).dividedBy(PER_SECOND).multipliedBy(i).toNanos()
              - System.nanoTime());
      List<SentMedia> one = webhooks.images(1);
      answers.add(CompletableFuture.supplyAsync(() -> deliveries.deliver(hub.client(), one)));
    }
    return answers;
  }
}
