package io.bactrian.faults;

import static io.bactrian.faults.MediaWebhooks.PATH;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.embedded.standin.Fault;
import io.bactrian.servers.NativeRabbit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three brokers, one of which is gone or cut off: the other two are the majority. */
class ClusteredBrokerFault extends FaultTest {

  private static final Duration TIME = Duration.ofSeconds(6);

  private List<NativeRabbit> nodes = List.of();
  private HubProcess hub;

  @BeforeEach
  void aHubOnACluster() {
    nodes = NativeRabbit.cluster(3);
    nodes.forEach(NativeRabbit::start);
    String members = nodes.get(0).control("rabbitmqctl", "eval", "length(nodes()) + 1.");
    assertThat(members.strip()).isEqualTo("3");
    hub =
        hub(
                "spring.rabbitmq.host",
                null,
                "spring.rabbitmq.port",
                null,
                "spring.rabbitmq.addresses",
                nodes.stream()
                    .map(node -> "127.0.0.1:" + node.port())
                    .collect(Collectors.joining(",")))
            .start();
  }

  @AfterEach
  void closeNodes() {
    // The first has the port mapper of all.
    for (int i = nodes.size() - 1; i >= 0; i--) {
      nodes.get(i).close();
    }
  }

  @Test
  void everyMediaIsStoredOnceThoughTheLeaderOfItsQueueIsKilledAndThenCutOff() {
    servers.standIn.fault(Fault.delay(PATH, Duration.ofMillis(100)));
    NativeRabbit leader = leader();
    Future<?> first = deliveries.delivering(hub::client, webhooks.images(150));
    awaitStored(hub, 10);
    leader.kill();
    awaitDone(first);
    awaitStored(hub, 120);
    leader.start();
    finish(hub);

    leader = leader();
    Future<?> second = deliveries.delivering(hub::client, webhooks.images(150));
    awaitStored(hub, 160);
    FaultReport.line("%s: cut off %s", label(), leader.node());
    cut(leader);
    LockSupport.parkNanos(TIME.toNanos());
    join(leader);
    awaitDone(second);
    finish(hub).checkAllStored();
  }

  private NativeRabbit leader() {
    String name =
        nodes.stream()
            .filter(NativeRabbit::isRunning)
            .findFirst()
            .orElseThrow()
            .control(
                "rabbitmqctl",
                "eval",
                "{ok, Q} = rabbit_amqqueue:lookup({resource, <<\"/\">>, queue, <<\"%s\">>}),"
                        .formatted(DurableLane.MEDIA)
                    + " element(2, amqqueue:get_pid(Q)).");
    return nodes.stream()
        .filter(node -> name.contains(node.node()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no leader: " + name));
  }

  /** The others and this one no longer know each other's cookie; clients reach all of them. */
  private void cut(NativeRabbit alone) {
    for (NativeRabbit other : nodes) {
      if (other != alone) {
        forget(other, alone);
        forget(alone, other);
      }
    }
  }

  private static void forget(NativeRabbit here, NativeRabbit there) {
    here.control(
        "rabbitmqctl",
        "eval",
        "erlang:set_cookie('%1$s', strangers), erlang:disconnect_node('%1$s')."
            .formatted(there.node()));
  }

  private void join(NativeRabbit alone) {
    for (NativeRabbit other : nodes) {
      if (other != alone) {
        know(other, alone);
        know(alone, other);
      }
    }
  }

  private static void know(NativeRabbit here, NativeRabbit there) {
    here.control(
        "rabbitmqctl",
        "eval",
        "erlang:set_cookie('%1$s', erlang:get_cookie()), net_kernel:connect_node('%1$s')."
            .formatted(there.node()));
  }
}
