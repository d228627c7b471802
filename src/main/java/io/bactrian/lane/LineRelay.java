package io.bactrian.lane;

import io.bactrian.job.JobLedger;
import io.bactrian.job.LineMoved;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Hands the next job of a line to the router as soon as the one before it is settled. */
@Component
public class LineRelay {

  private static final Logger log = LoggerFactory.getLogger(LineRelay.class);

  private final ProducerTemplate producer;
  private final JobLedger ledger;

  public LineRelay(ProducerTemplate producer, JobLedger ledger) {
    this.producer = producer;
    this.ledger = ledger;
  }

  @EventListener
  void relay(LineMoved moved) {
    try {
      ledger
          .next(moved.line())
          .ifPresent(
              next ->
                  producer.sendBody(
                      "seda:route-job?discardWhenFull=true&waitForTaskToComplete=Never", next));
    } catch (RuntimeException e) {
      // What was settled is committed already; the next one is due by the ledger's own clock.
      log.warn("the next job of chat line {} not published: {}", moved.line(), e.toString());
    }
  }
}
