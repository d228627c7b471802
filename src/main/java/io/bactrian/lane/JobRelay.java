package io.bactrian.lane;

import io.bactrian.job.JobReady;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Hands every job that is announced as ready to the router, which puts it on its lane. */
@Component
class JobRelay {

  private static final Logger log = LoggerFactory.getLogger(JobRelay.class);

  private final ProducerTemplate producer;

  JobRelay(ProducerTemplate producer) {
    this.producer = producer;
  }

  @EventListener
  void relay(JobReady ready) {
    try {
      producer.sendBody(
          "seda:route-job?discardWhenFull=true&waitForTaskToComplete=Never", ready.ref());
    } catch (RuntimeException e) {
      // Its row is committed already: the job is due by the ledger's own clock.
      log.warn("{} {} not published: {}", ready.ref().kind(), ready.ref().id(), e.toString());
    }
  }
}
