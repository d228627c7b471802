package io.bactrian.evolution;

import io.bactrian.job.JobKinds;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.springframework.stereotype.Component;

/**
 * Lets one instance have only so many of this copy's workers, so that one that hangs, or whose
 * messages ask for a long «typing», leaves some to the others. Where an instance answers, the next
 * message waits for a moment until one of its own is through; where it does not, not even that.
 */
@Component
class SendShares {

  private static final class Share {
    final Semaphore free;
    volatile long servedAt = System.nanoTime();

    Share(int workers) {
      free = new Semaphore(workers, true);
    }
  }

  private final Map<String, Share> shares = new ConcurrentHashMap<>();
  private final Duration patience;
  private final int workers;

  SendShares(JobKinds kinds, SendingSettings settings) {
    patience = settings.sharePatience();
    double share = kinds.get("send_message").workers() * settings.instanceShare();
    workers = Math.max(1, (int) Math.round(share));
  }

  /**
   * Takes a worker of the instance's share until the exchange is complete; false if none is free.
   */
  boolean enter(String instance, Exchange exchange) {
    Share share = shares.computeIfAbsent(instance, name -> new Share(workers));
    if (!share.free.tryAcquire() && !await(share)) {
      return false;
    }
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange done) {
                share.servedAt = System.nanoTime();
                share.free.release();
              }
            });
    return true;
  }

  private boolean await(Share share) {
    long left = patience.toNanos() - (System.nanoTime() - share.servedAt);
    try {
      return left > 0 && share.free.tryAcquire(left, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
