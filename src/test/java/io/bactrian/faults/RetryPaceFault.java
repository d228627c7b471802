package io.bactrian.faults;

import io.bactrian.embedded.standin.Call;
import io.bactrian.embedded.standin.Fault;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What passing faults of the network cost; printed, for the machine decides the figures. */
class RetryPaceFault extends FaultTest {

  private static final int MEDIA = 300;
  private static final int ONE_OF = 10;

  @Test
  void oneDownloadOfTenThatFailsOnceCostsLittle() {
    // As an operator has it.
    HubProcess hub = hub("bactrian.redelivery.delay", "500").start();
    run(hub, webhooks.images(MEDIA / 3));
    double clean = run(hub, webhooks.images(MEDIA));
    List<SentMedia> some = webhooks.images(MEDIA);
    for (int i = 0; i < some.size(); i += ONE_OF) {
      servers.standIn.fault(Fault.reset("^" + some.get(i).path(), 0).times(1));
    }
    servers.standIn.clearCalls();
    double faulty = run(hub, some);
    Duration longest =
        some.stream().collect(Collectors.toMap(SentMedia::path, this::tries)).values().stream()
            .filter(tries -> tries.size() > 1)
            .map(tries -> Duration.between(tries.get(0).at(), tries.get(1).at()))
            .max(Comparator.naturalOrder())
            .orElseThrow();
    FaultReport.line(
        "%s: goodput %.1f/s clean, %.1f/s with one of %d failing once, ratio %.2f;"
            + " next try of a rung at most %d ms after the fault",
        label(), clean, faulty, ONE_OF, faulty / clean, longest.toMillis());
    finish(hub).checkAllStored();
  }

  private List<Call> tries(SentMedia media) {
    return servers.standIn.calls().stream()
        .filter(call -> call.path().startsWith(media.path()))
        .toList();
  }

  /** Stored in a second. */
  private double run(HubProcess hub, List<SentMedia> media) {
    int before = deliveries.accepted().size();
    long began = System.nanoTime();
    deliveries.deliverUntilAccepted(hub::client, media);
    awaitStored(hub, before + media.size());
    return media.size() / ((System.nanoTime() - began) / 1e9);
  }
}
