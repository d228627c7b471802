package io.bactrian.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** S3 that answers, but wrongly. */
class BadObjectStoreFault extends FaultTest {

  private static final Duration TIME = Duration.ofSeconds(3);
  private static final int MEDIA = 10;

  @Test
  void everyMediaIsStoredOnceWhateverTheObjectStoreAnswers() {
    try (FaultProxy proxy = new FaultProxy(servers.objects.port())) {
      HubProcess hub =
          hub(
                  "bactrian.s3.endpoint",
                  "http://" + proxy.authority(),
                  "bactrian.s3.socket-timeout",
                  "2s")
              .start();
      Map<String, Toxic> faults = new LinkedHashMap<>();
      faults.put("500", Toxic.status("PUT", 500));
      faults.put("503", Toxic.status("PUT", 503));
      faults.put("403", Toxic.status("PUT", 403));
      faults.put("stalled", Toxic.stall());
      faults.put("reset after 200", Toxic.cutAnswers("HTTP/1.1 200"));
      faults.put("wrong ETag", Toxic.spoil("ETag: \"", 32));
      faults.put("damaged on the way", Toxic.flip("PUT"));
      faults.forEach(
          (name, fault) -> {
            proxy.poison(fault);
            deliveries.deliverUntilAccepted(hub::client, webhooks.images(MEDIA));
            LockSupport.parkNanos(TIME.toNanos());
            proxy.heal();
            awaitStored(hub, deliveries.accepted().size());
          });
      Ledger ledger = finish(hub).checkAllStored();
      assertThat(ledger.parked()).isZero();
      assertThat(audit.attachments(hub.client()))
          .as("a fault of S3 is not the media's")
          .allSatisfy(stored -> assertThat(stored.path("attempts").asInt()).isEqualTo(1));
    }
  }
}
