package io.bactrian.lane;

import io.bactrian.job.JobReady;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Hands every job that is announced as ready to the router, which puts it on its lane. */
@Component
class JobRelay {

  private static final Logger log = LoggerFactory.getLogger(JobRelay.class);

  private final ProducerTemplate producer;
  private final ObjectProvider<ContextPropagators> traces;

  JobRelay(ProducerTemplate producer, ObjectProvider<ContextPropagators> traces) {
    this.producer = producer;
    this.traces = traces;
  }

  @EventListener
  void relay(JobReady ready) {
    try {
      producer.sendBodyAndHeaders(
          "seda:route-job?discardWhenFull=true&waitForTaskToComplete=Never", ready.ref(), trace());
    } catch (RuntimeException e) {
      // Its row is committed already: the job is due by the ledger's own clock.
      log.warn("{} {} not published: {}", ready.ref().kind(), ready.ref().id(), e.toString());
    }
  }

  /** The job goes on with the trace of who made it ready, where traces are wanted. */
  private Map<String, Object> trace() {
    Map<String, Object> headers = new HashMap<>();
    traces.ifAvailable(
        propagators ->
            propagators.getTextMapPropagator().inject(Context.current(), headers, Map::put));
    return headers;
  }
}
