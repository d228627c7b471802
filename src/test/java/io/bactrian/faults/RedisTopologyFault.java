package io.bactrian.faults;

import io.bactrian.servers.NativeRedis;
import io.bactrian.servers.NativeSentinel;
import org.junit.jupiter.api.Test;

/** Redis behind Sentinel and in a cluster, by Spring's own settings. */
class RedisTopologyFault extends FaultTest {

  private static final int TEXTS = 20;

  @Test
  void messagesLeaveByTheMasterThatSentinelNames() {
    try (NativeSentinel sentinel = new NativeSentinel(servers.redis.port())) {
      sentinel.start();
      HubProcess hub =
          hub(
                  "spring.data.redis.sentinel.master",
                  NativeSentinel.MASTER,
                  "spring.data.redis.sentinel.nodes",
                  "127.0.0.1:" + sentinel.port())
              .start();
      sendAll(hub);
    }
  }

  @Test
  void messagesLeaveByACluster() {
    try (NativeRedis node = NativeRedis.clustered()) {
      node.start();
      node.ownAllSlots();
      HubProcess hub = hub("spring.data.redis.cluster.nodes", "127.0.0.1:" + node.port()).start();
      sendAll(hub);
    }
  }

  private void sendAll(HubProcess hub) {
    SentTexts texts = new SentTexts(servers.standIn, webhooks.instance());
    texts.send(hub.client(), TEXTS);
    texts.awaitSettled(hub.client(), PATIENCE);
    texts.ledger(label(), hub.client()).checkAllStored();
    hub.close();
  }
}
