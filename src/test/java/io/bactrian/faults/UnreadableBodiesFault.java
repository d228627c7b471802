package io.bactrian.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Large bodies that are no JSON are kept, and their memory is given back. */
class UnreadableBodiesFault extends FaultTest {

  private static final String CONTAINER_HEAP = "614m";
  private static final int BODIES = 20;
  private static final int AT_ONCE = 4;
  private static final int SIZE = 40 << 20;

  /** MiB. */
  private static final long MOST = 64;

  @Test
  void largeBodiesThatAreNoJsonLeaveNoMemoryBehind() throws Exception {
    HubProcess hub =
        keep(HubProcess.ofJar("unreadablebodiesfault", PackagedJar.required(label()), settings()))
            .heap(CONTAINER_HEAP)
            // All of the heap from the start: what grows is outside of it.
            .option("-Xms" + CONTAINER_HEAP)
            .option("-XX:+AlwaysPreTouch")
            .start();
    deliveries.deliverUntilAccepted(hub::client, webhooks.images(10));
    hub.client().deliver(unreadable(-1, 1 << 20));
    long before = hub.residentMegabytes();
    Map<String, Integer> answers = new TreeMap<>();
    ExecutorService senders = Executors.newFixedThreadPool(AT_ONCE);
    try {
      for (Future<String> answer :
          senders.invokeAll(IntStream.range(0, BODIES).mapToObj(i -> sending(hub, i)).toList())) {
        answers.merge(answer.get(), 1, Integer::sum);
      }
    } finally {
      senders.shutdownNow();
    }
    long after = hub.residentMegabytes();
    FaultReport.line(
        "memory %s: RSS %d MiB before and %d MiB after %d bodies of %d MiB that are no JSON,"
            + " %d at once, answered %s",
        label(), before, after, BODIES, SIZE >> 20, AT_ONCE, answers);
    assertThat(answers).containsOnly(Map.entry("202 parked", BODIES));
    assertThat(after - before).as("MiB more").isLessThanOrEqualTo(MOST);
    finish(hub).checkAllStored();
  }

  private static Callable<String> sending(HubProcess hub, int number) {
    return () -> {
      HttpResponse<String> answer = hub.client().deliver(unreadable(number, SIZE));
      return answer.statusCode() + " " + hub.client().read(answer.body()).path("status").asText();
    };
  }

  /** Each another one, or it would be a duplicate. */
  private static byte[] unreadable(int number, int size) {
    byte[] body = new byte[size];
    Arrays.fill(body, (byte) 'x');
    ByteBuffer.wrap(body).putInt(0, number);
    return body;
  }
}
