package io.bactrian.faults;

import io.bactrian.hub.HubClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Delivers webhooks one after another, as one sender does, and tells how long each one waited. */
final class Waits {

  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration MUCH = Duration.ofSeconds(1);

  private final Deliveries deliveries;
  private final MediaWebhooks webhooks;

  Waits(Deliveries deliveries, MediaWebhooks webhooks) {
    this.deliveries = deliveries;
    this.webhooks = webhooks;
  }

  /**
   * What normal webhooks met with.
   *
   * @param delivered how many were accepted
   * @param refused how many were not
   * @param longest wait of one of them
   * @param unavailable sum of the waits of those that waited for more than a second
   */
  record Met(int delivered, int refused, Duration longest, Duration unavailable) {

    @Override
    public String toString() {
      return "%d webhooks accepted, %d not, longest wait %.2f s, unavailable %.1f s"
          .formatted(delivered, refused, seconds(longest), seconds(unavailable));
    }

    private static double seconds(Duration time) {
      return time.toMillis() / 1e3;
    }
  }

  /** Delivers for that long. */
  Met during(HubClient hub, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    List<Duration> waits = new ArrayList<>();
    int refused = 0;
    while (System.nanoTime() < end) {
      SentMedia media = webhooks.image();
      long began = System.nanoTime();
      boolean accepted = deliveries.deliver(hub, media);
      waits.add(Duration.ofNanos(System.nanoTime() - began));
      if (!accepted) {
        refused++;
        // It is not lost: as Evolution does, once more.
        deliveries.deliverUntilAccepted(() -> hub, List.of(media));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    Duration longest = waits.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    Duration unavailable =
        waits.stream()
            .filter(wait -> wait.compareTo(MUCH) > 0)
            .reduce(Duration.ZERO, Duration::plus);
    return new Met(waits.size() - refused, refused, longest, unavailable);
  }
}
