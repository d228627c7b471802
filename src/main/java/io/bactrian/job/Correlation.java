package io.bactrian.job;

import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.MDC;

/**
 * What the log lines of one exchange have in common: the ids {@code eventId}, {@code messageId} and
 * {@code jobId} in the logging context. Ids only, never names, numbers or texts.
 */
public final class Correlation {

  /** A webhook's event. */
  public static final String EVENT = "eventId";

  /** A message. */
  public static final String MESSAGE = "messageId";

  /** A job of the ledger. */
  public static final String JOB = "jobId";

  private Correlation() {}

  /** Puts an id into every log line of this thread until the exchange is complete. */
  public static void put(Exchange exchange, String key, Object id) {
    MDC.put(key, String.valueOf(id));
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange completed) {
                MDC.remove(key);
              }
            });
  }
}
