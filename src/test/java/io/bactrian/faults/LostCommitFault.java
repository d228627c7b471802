package io.bactrian.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database goes away at the very moment of a commit. */
class LostCommitFault extends FaultTest {

  private static final String COMMIT = "COMMIT";

  /** Of the commits, one in so many fails. */
  private static final int EVERY = 4;

  private FaultProxy proxy;
  private HubProcess hub;

  @BeforeEach
  void aHubBehindAProxy() {
    proxy = new FaultProxy(servers.postgres.port());
    String url =
        settings()
            .get("spring.datasource.url")
            .replace(":" + servers.postgres.port(), ":" + proxy.port());
    hub = hub("spring.datasource.url", url).start();
  }

  @AfterEach
  void closeProxy() {
    proxy.close();
  }

  @Test
  void whatWasNeverCommittedIsDoneAgain() {
    under(Toxic.lostRequests(COMMIT, EVERY));
    finish(hub).checkAllStored();
  }

  @Test
  void whatWasCommittedWithoutAnAnswerIsNotDoneTwice() {
    under(Toxic.lostAnswers(COMMIT, EVERY));
    finish(hub).checkAllStored();
  }

  @Test
  void aServerThatDiesInTheCommitLosesNothing() throws InterruptedException {
    Future<?> delivering = deliveries.delivering(hub::client, webhooks.images(40));
    for (int kill = 0; kill < 3; kill++) {
      CountDownLatch committing = new CountDownLatch(1);
      proxy.poison(
          piece -> {
            piece.pass();
            if (piece.way() == Toxic.Way.REQUEST && piece.text().contains(COMMIT)) {
              committing.countDown();
            }
          });
      assertThat(committing.await(1, TimeUnit.MINUTES)).isTrue();
      servers.postgres.kill();
      proxy.heal();
      servers.postgres.start();
      deliveries.deliverUntilAccepted(hub::client, webhooks.images(5));
    }
    awaitDone(delivering);
    finish(hub).checkAllStored();
  }

  private void under(Toxic toxic) {
    proxy.poison(toxic);
    List<SentMedia> left = deliveries.deliver(hub.client(), webhooks.images(60));
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(5));
    assertThat(inDatabase("PENDING") + inDatabase("STORED")).isPositive();
    proxy.heal();
    deliveries.deliverUntilAccepted(hub::client, left);
  }
}
