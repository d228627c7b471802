package io.bactrian.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.embedded.standin.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ConcurrentSendsFault extends FaultTest {

  private static final int MESSAGES = 2_000;
  private static final int CHATS = 50;
  private static final int SENDERS = 10;

  @Test
  void everyMessageLeavesOnceAndInOrderThoughRedisIsLostTwiceAndAHubIsKilled() {
    servers.standIn.fault(Fault.delay("/message/", Duration.ofMillis(10)));
    HubProcess killed = hub();
    HubProcess survivor = hub();
    killed.launch();
    survivor.launch();
    killed.awaitReady();
    survivor.awaitReady();
    ConcurrentTexts texts = new ConcurrentTexts(servers.standIn, webhooks.instance(), CHATS);
    long begun = System.nanoTime();

    List<Future<?>> senders = texts.sending(MESSAGES, SENDERS, List.of(killed, survivor));
    awaitReceived(texts, MESSAGES / 5);
    loseRedis();
    awaitReceived(texts, MESSAGES * 2 / 5);
    killed.kill();
    awaitReceived(texts, MESSAGES * 3 / 5);
    loseRedis();
    await("all handed over")
        .atMost(PATIENCE)
        .until(() -> senders.stream().allMatch(Future::isDone));
    texts.awaitSettled(survivor.client(), PATIENCE);

    FaultReport.line(
        "%s: %d messages over %d chats in %.1f s, sent once %d, order violations %d",
        label(),
        MESSAGES,
        CHATS,
        Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0,
        texts.sentOnce(),
        texts.orderViolations());
    Ledger ledger = texts.ledger(label(), survivor.client()).checkAllStored();
    assertThat(ledger.parked()).isZero();
    assertThat(texts.sentOnce()).isEqualTo(MESSAGES);
    assertThat(texts.orderViolations()).isZero();
  }

  private void loseRedis() {
    servers.redis.kill();
    servers.redis.start();
    servers.redis.flush();
  }

  private static void awaitReceived(ConcurrentTexts texts, int count) {
    await(count + " received")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> texts.received() >= count);
  }
}
