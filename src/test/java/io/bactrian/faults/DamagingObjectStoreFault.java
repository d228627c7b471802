package io.bactrian.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** S3 that keeps other bytes than it was given, and says 200. */
class DamagingObjectStoreFault extends FaultTest {

  private static final int MEDIA = 210;
  private static final int INLINE = 30;

  @Test
  void noMediaEndsStoredWithOtherBytesThanItHas() {
    try (DamagingObjectStore store = new DamagingObjectStore(servers.objects, 5)) {
      HubProcess hub = packagedHub("bactrian.s3.endpoint", store.endpoint()).start();
      List<SentMedia> media = new ArrayList<>(webhooks.images(MEDIA - INLINE));
      for (int i = 0; i < INLINE; i++) {
        media.add(webhooks.image("base64", "url", "directPath"));
      }
      Collections.shuffle(media);
      deliveries.deliverUntilAccepted(hub::client, media);
      Ledger ledger = finish(hub);
      FaultReport.line("%s: objects kept otherwise than sent: %s", label(), store.damages());
      ledger.checkAllStored();
      assertThat(ledger.parked()).isZero();
      assertThat(store.damages()).as("every way was tried").hasSize(3);
      assertThat(store.unstamped()).as("put without an MD5").isEmpty();
      assertThat(audit.attachments(hub.client()))
          .as("the fault of S3 is not the media's")
          .allSatisfy(stored -> assertThat(stored.path("attempts").asInt()).isEqualTo(1));
    }
  }
}
