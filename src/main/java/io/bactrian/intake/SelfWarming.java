package io.bactrian.intake;

import io.bactrian.TimeOrderedId;
import io.bactrian.decode.EnvelopeReader;
import io.bactrian.decode.NotUnderstoodException;
import io.bactrian.decode.RawEvent;
import io.bactrian.web.SpooledBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.support.DefaultExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads and records an event of its own again and again before the program says that it is ready,
 * so that the first webhooks find code that is compiled and statements that are prepared. Every
 * transaction is undone: nothing is kept, announced or counted.
 */
@Component
class SelfWarming implements ApplicationRunner {

  private static final Logger log = LoggerFactory.getLogger(SelfWarming.class);

  private final EnvelopeReader reader;
  private final EventRecorder recorder;
  private final TransactionTemplate transactions;
  private final CamelContext camel;
  private final Clock clock;
  private final Duration time;

  SelfWarming(
      EnvelopeReader reader,
      EventRecorder recorder,
      TransactionTemplate transactions,
      CamelContext camel,
      Clock clock,
      @Value("${bactrian.warm-up:3s}") Duration time) {
    this.reader = reader;
    this.recorder = recorder;
    this.transactions = transactions;
    this.camel = camel;
    this.clock = clock;
    this.time = time;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    if (time.isZero() || time.isNegative()) {
      return;
    }
    long end = System.nanoTime() + time.toNanos();
    int events = 0;
    try {
      String body =
          new ClassPathResource("warm-up.json").getContentAsString(StandardCharsets.UTF_8);
      while (System.nanoTime() - end < 0) {
        events++;
        once(body.formatted(events, clock.instant().getEpochSecond()));
      }
      log.info("warmed up with {} events of its own, which are undone", events);
    } catch (DataAccessException | TransactionException e) {
      log.info("not warmed up, since the database does not answer: {}", e.toString());
    } catch (IOException | NotUnderstoodException e) {
      throw new IllegalStateException("what warms up is not understood", e);
    }
  }

  private void once(String json) throws IOException, NotUnderstoodException {
    try (SpooledBody body = SpooledBody.of(json.getBytes(StandardCharsets.UTF_8))) {
      reader.heap(body);
      RawEvent event = reader.read(TimeOrderedId.next(), body, null);
      transactions.executeWithoutResult(
          status -> {
            status.setRollbackOnly();
            record(event);
          });
    }
  }

  private void record(RawEvent event) {
    try {
      recorder.record(event, new DefaultExchange(camel));
    } catch (NotUnderstoodException e) {
      throw new IllegalStateException("what warms up is not understood", e);
    }
  }
}
