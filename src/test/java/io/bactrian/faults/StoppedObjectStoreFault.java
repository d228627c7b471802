package io.bactrian.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StoppedObjectStoreFault extends FaultTest {

  private static final Duration INLINE_TIMEOUT = Duration.ofSeconds(4);

  @Test
  void jobsWaitForTheObjectStoreWithoutSpendingAttempts() {
    HubProcess hub = hub().start();
    servers.objects.stop();
    assertThat(deliveries.deliver(hub.client(), webhooks.images(30))).isEmpty();
    await("jobs deferred").atMost(PATIENCE).until(() -> deferred() >= 8);
    assertThat(inDatabase("STORED")).isZero();
    servers.objects.start();
    Ledger ledger = finish(hub).checkAllStored();
    assertThat(ledger.parked()).isZero();
    assertThat(audit.attachments(hub.client()))
        .allSatisfy(stored -> assertThat(stored.path("attempts").asInt()).isEqualTo(1));
  }

  @Test
  void inlineMediaThatFitsTheQueueIsStoredOnceTheObjectStoreIsBack() {
    HubProcess hub = hub().start();
    servers.objects.stop();
    assertThat(deliveries.deliver(hub.client(), inline(12))).isEmpty();
    assertThat(inDatabase("PENDING")).as("its bytes are nowhere but in the queue").isZero();
    servers.objects.start();
    finish(hub).checkAllStored();
    assertFromWebhook(hub);
  }

  @Test
  void inlineMediaThatDoesNotFitTheQueueStaysWithItsSender() {
    HubProcess hub = hub("bactrian.shelter.max-event", "1KB").start();
    servers.objects.stop();
    List<SentMedia> media = inline(6);
    assertThat(deliveries.deliver(hub.client(), media)).hasSameElementsAs(media);
    assertThat(deliveries.answers()).as("503 with Retry-After").isEqualTo(Map.of(503, 6));
    servers.objects.start();
    deliveries.deliverUntilAccepted(hub::client, media);
    finish(hub).checkAllStored();
    assertFromWebhook(hub);
  }

  @Test
  void aSilentObjectStoreHoldsAnInlineMediaOnceAndForItsTimeOnly() {
    try (FaultProxy proxy = new FaultProxy(servers.objects.port())) {
      HubProcess hub =
          hub(
                  "bactrian.s3.endpoint",
                  "http://" + proxy.authority(),
                  "bactrian.s3.inline-timeout",
                  INLINE_TIMEOUT.toString())
              .start();
      proxy.stall();
      long began = System.nanoTime();
      assertThat(deliveries.deliver(hub.client(), inline(6))).isEmpty();
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      FaultReport.line("%s: answered after %d ms", label(), took.toMillis());
      assertThat(took).isBetween(INLINE_TIMEOUT, INLINE_TIMEOUT.multipliedBy(2));
      proxy.heal();
      finish(hub).checkAllStored();
      assertFromWebhook(hub);
    }
  }

  private List<SentMedia> inline(int count) {
    return Stream.generate(() -> webhooks.image("base64")).limit(count).toList();
  }

  private void assertFromWebhook(HubProcess hub) {
    assertThat(audit.attachments(hub.client()))
        .allSatisfy(stored -> assertThat(stored.path("source").asText()).isEqualTo("base64"));
  }
}
