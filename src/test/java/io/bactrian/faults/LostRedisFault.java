package io.bactrian.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.embedded.standin.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LostRedisFault extends FaultTest {

  @Test
  void everyMessageIsSentOnceThoughRedisIsKilledUnderTheSends() {
    HubProcess hub = hub().start();
    SentTexts texts = begin(hub);
    servers.redis.kill();
    texts.send(hub.client(), 20);
    servers.redis.start();
    end(hub, texts);
  }

  @Test
  void everyMessageIsSentOnceThoughRedisIsEmptiedUnderTheSends() {
    HubProcess hub = hub().start();
    SentTexts texts = begin(hub);
    servers.redis.flush();
    texts.send(hub.client(), 20);
    end(hub, texts);
  }

  @Test
  void everyMessageIsSentOnceThoughRedisIsNotThereAtTheStart() {
    servers.redis.kill();
    HubProcess hub = hub().start();
    SentTexts texts = new SentTexts(servers.standIn, webhooks.instance());
    texts.send(hub.client(), 20);
    assertThat(texts.received()).isZero();
    servers.redis.start();
    end(hub, texts);
  }

  /** Some sent, some under way, some waiting. */
  private SentTexts begin(HubProcess hub) {
    servers.standIn.fault(Fault.delay("/message/", Duration.ofMillis(700)));
    SentTexts texts = new SentTexts(servers.standIn, webhooks.instance());
    texts.send(hub.client(), 60);
    await("some sent").atMost(PATIENCE).until(() -> texts.received() >= 5);
    assertThat(texts.received()).isLessThan(60);
    return texts;
  }

  private void end(HubProcess hub, SentTexts texts) {
    servers.standIn.clearFaults();
    texts.awaitSettled(hub.client(), PATIENCE);
    Ledger ledger = texts.ledger(label(), hub.client()).checkAllStored();
    assertThat(ledger.parked()).isZero();
  }
}
