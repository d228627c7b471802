package io.bactrian.memory;

import io.bactrian.failure.InfrastructureFailureException;
import io.bactrian.flow.ExchangeState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.springframework.stereotype.Component;

/**
 * The memory for bodies that are being decoded, over the whole program: webhooks, events that are
 * taken in again, and Evolution's answers. What one costs is its {@link BodyCensus}; who needs
 * little is not asked. A share is held until the exchange is complete.
 */
@Component
public class DecodingBudget {

  /** A permit is so many bytes. */
  private static final int UNIT = 1024;

  private final int total;
  private final long freely;
  private final Duration wait;
  private final int maxWaiting;

  /** Fair, or a large body would wait for as long as smaller ones come. */
  private final Semaphore memory;

  private final AtomicInteger waiting = new AtomicInteger();
  private final Counter refused;

  public DecodingBudget(DecodingSettings settings, MeterRegistry meters) {
    total = units(settings.memory().toBytes());
    freely = settings.freely().toBytes();
    wait = settings.patience();
    maxWaiting = settings.maxWaiting();
    memory = new Semaphore(total, true);
    Gauge.builder("bactrian.decoding.memory", memory, left -> (total - left.availablePermits()))
        .baseUnit("kilobytes")
        .description("Estimated heap of the bodies that are being decoded")
        .register(meters);
    Gauge.builder("bactrian.decoding.waiting", this, DecodingBudget::waiting)
        .description("Bodies that wait for memory to be decoded in")
        .register(meters);
    refused =
        Counter.builder("bactrian.decoding.refused")
            .description("Bodies for which no memory was free in time")
            .register(meters);
  }

  /** Whether so much is more than there is for all bodies together. */
  public boolean exceeds(long heap) {
    return heap > freely && units(heap) > total;
  }

  /** What is said of a body that {@link #exceeds} it. */
  public String excess(long heap) {
    return "decoding it would take some %d MB of memory, more than bactrian.decoding.memory"
        .formatted(heap >> 20);
  }

  /**
   * Returns when the exchange has that much memory, until it is complete. One that has a share
   * already keeps the larger one.
   *
   * @param heap in bytes; what is more than all there is counts as all there is
   * @throws InfrastructureFailureException if it can't be had in time
   */
  public void take(long heap, Exchange exchange) {
    Share share = share(exchange);
    int had = share == null ? 0 : share.units;
    int more = Math.min(units(heap), total) - had;
    if (heap <= freely || more <= 0) {
      return;
    }
    acquire(more);
    if (share == null) {
      begin(new Share(exchange.getExchangeId(), more), exchange);
    } else {
      share.units += more;
    }
  }

  /**
   * The same for what no exchange is about: returns when there is that much memory, until it is
   * closed.
   *
   * @throws InfrastructureFailureException if it can't be had in time
   */
  public Held hold(long heap) {
    int units = heap <= freely ? 0 : Math.min(units(heap), total);
    if (units > 0) {
      acquire(units);
    }
    return () -> memory.release(units);
  }

  /** Memory that was taken; closed once. */
  @FunctionalInterface
  public interface Held extends AutoCloseable {
    @Override
    void close();
  }

  /** Gives back what the exchange has: it goes on without what it was taken for. */
  public void giveBack(Exchange exchange) {
    Share share = share(exchange);
    if (share != null) {
      memory.release(share.units);
      share.units = 0;
    }
  }

  int waiting() {
    return waiting.get();
  }

  private void acquire(int units) {
    if (memory.tryAcquire(units)) {
      return;
    }
    if (waiting.incrementAndGet() > maxWaiting) {
      waiting.decrementAndGet();
      throw busy("too many bodies wait for memory to be decoded in");
    }
    try {
      if (!memory.tryAcquire(units, wait.toMillis(), TimeUnit.MILLISECONDS)) {
        throw busy("other bodies have the memory to be decoded in");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InfrastructureFailureException("interrupted", e);
    } finally {
      waiting.decrementAndGet();
    }
  }

  private InfrastructureFailureException busy(String reason) {
    refused.increment();
    return new InfrastructureFailureException(reason, null);
  }

  private void begin(Share share, Exchange exchange) {
    exchange.setProperty(ExchangeState.DECODING_SHARE, share);
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange completed) {
                memory.release(share.units);
                share.units = 0;
              }
            });
  }

  /** Its own: a part of a split has the properties of the whole. */
  private static Share share(Exchange exchange) {
    Share share = exchange.getProperty(ExchangeState.DECODING_SHARE, Share.class);
    return share == null || !share.exchangeId.equals(exchange.getExchangeId()) ? null : share;
  }

  private static int units(long heap) {
    return (int) Math.min((heap + UNIT - 1) / UNIT, Integer.MAX_VALUE);
  }

  private static final class Share {
    private final String exchangeId;
    private int units;

    Share(String exchangeId, int units) {
      this.exchangeId = exchangeId;
      this.units = units;
    }
  }
}
