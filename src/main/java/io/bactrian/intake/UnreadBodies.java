package io.bactrian.intake;

import io.bactrian.failure.HouseFaultException;
import io.bactrian.web.SpooledBody;
import io.bactrian.webhook.WebhookSettings;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.springframework.stereotype.Component;

/**
 * Lets large bodies that nobody can read in one at a time: each is kept whole, and is held in
 * memory for that. A body that can be read is not, nor is any of a size that is decoded in memory
 * anyway.
 */
@Component
public class UnreadBodies {

  /** Property of an exchange that has the room already: a step may be repeated. */
  private static final String ENTERED = "unreadBody";

  private final Semaphore one = new Semaphore(1, true);
  private final long freely;
  private final Duration wait;

  public UnreadBodies(WebhookSettings settings) {
    freely = settings.maxEventSize().toBytes();
    wait = settings.unreadWait();
  }

  /**
   * Returns when there is room for the body, until the exchange is complete.
   *
   * @throws HouseFaultException if there is none in time
   */
  void enter(SpooledBody body, Exchange exchange) {
    if (body.size() <= freely || exchange.getProperty(ENTERED) != null) {
      return;
    }
    try {
      if (!one.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new HouseFaultException("another large body is being kept", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HouseFaultException("interrupted", e);
    }
    exchange.setProperty(ENTERED, true);
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange completed) {
                one.release();
              }
            });
  }
}
