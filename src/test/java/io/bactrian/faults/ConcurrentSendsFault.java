package io.bactrian.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.embedded.standin.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ConcurrentSendsFault extends FaultTest {

  private static final int MESSAGES = 1_000;
  private static final int CHATS = 50;
  private static final int SENDERS = 10;
  private static final int PACED = 14;

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

  @Test
  void twoHubsKeepThePaceOfAnInstanceTogether() {
    Duration pace = Duration.ofMillis(500);
    int burst = 2;
    HubProcess one = paced(pace, burst);
    HubProcess other = paced(pace, burst);
    ConcurrentTexts texts = new ConcurrentTexts(servers.standIn, webhooks.instance(), PACED);
    one.launch();
    other.launch();
    one.awaitReady();
    other.awaitReady();
    Instant begun = Instant.now();

    List<Future<?>> senders = texts.sending(PACED, 4, List.of(one, other));
    await("all handed over")
        .atMost(PATIENCE)
        .until(() -> senders.stream().allMatch(Future::isDone));
    texts.awaitSettled(other.client(), PATIENCE);

    List<Instant> sent = texts.times();
    FaultReport.line(
        "%s: %d messages in %.1f s", label(), sent.size(), millis(begun, sent) / 1000.0);
    assertThat(texts.sentOnce()).isEqualTo(PACED);
    for (int i = burst + 1; i < sent.size(); i++) {
      assertThat(sent.get(i)).as("message %d", i).isAfter(begun.plus(pace.multipliedBy(i - burst)));
    }
  }

  private static long millis(Instant begun, List<Instant> sent) {
    return Duration.between(begun, sent.get(sent.size() - 1)).toMillis();
  }

  private HubProcess paced(Duration pace, int burst) {
    return hub(
        "bactrian.sending.pace", pace.toMillis() + "ms", "bactrian.sending.burst", "" + burst);
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
