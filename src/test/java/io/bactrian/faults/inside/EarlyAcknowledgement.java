package io.bactrian.faults.inside;

import io.bactrian.job.Job;
import io.bactrian.job.JobOutcome;
import io.bactrian.routes.RouteNodeName;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * A defect on purpose: a media file's job counts as done before the media is stored, which is what
 * the fault suite is there to find.
 */
public final class EarlyAcknowledgement implements InterceptStrategy {

  private static final String CLAIMED = "process-incoming-media-open";

  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext context, NamedNode node, Processor target, Processor next) {
    RouteNodeName step = RouteNodeName.of(node);
    if (step == null || !step.name().equals(CLAIMED)) {
      return target;
    }
    return new DelegateAsyncProcessor(target) {
      @Override
      public boolean process(Exchange exchange, AsyncCallback callback) {
        context
            .getRegistry()
            .lookupByNameAndType("jobOutcome", JobOutcome.class)
            .done(exchange.getProperty("job", Job.class));
        return super.process(exchange, callback);
      }
    };
  }
}
