package io.bactrian.send;

import io.bactrian.job.JobKinds;
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
    final Semaphore waiting;
    volatile long movedAt = System.nanoTime();

    Share(int workers, int waiters) {
      free = new Semaphore(workers, true);
      waiting = new Semaphore(waiters);
    }
  }

  private final Map<String, Share> shares = new ConcurrentHashMap<>();
  private final JobKinds kinds;
  private final SendingSettings settings;

  SendShares(JobKinds kinds, SendingSettings settings) {
    this.kinds = kinds;
    this.settings = settings;
  }

  /**
   * Takes a worker of the instance's share until the exchange is complete; false if none is free.
   */
  boolean enter(String instance, Exchange exchange) {
    Share share = shares.computeIfAbsent(instance, name -> share());
    if (!share.free.tryAcquire() && !await(share)) {
      return false;
    }
    share.movedAt = System.nanoTime();
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange done) {
                share.movedAt = System.nanoTime();
                share.free.release();
              }
            });
    return true;
  }

  private Share share() {
    int all = kinds.get("send_message").workers();
    int workers = Math.max(1, (int) Math.round(all * settings.instanceShare()));
    // Half of the rest: who waits has a worker in hand, too.
    return new Share(workers, (all - workers) / 2);
  }

  private boolean await(Share share) {
    long left = settings.sharePatience().toNanos() - (System.nanoTime() - share.movedAt);
    if (left <= 0 || !share.waiting.tryAcquire()) {
      return false;
    }
    try {
      return share.free.tryAcquire(left, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      share.waiting.release();
    }
  }
}
