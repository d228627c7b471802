package io.bactrian.routes;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Tells {@link RouteNodeCoverage} of every node that Camel builds and every exchange it sees. */
final class RouteNodeCounter implements InterceptStrategy {

  private final RouteNodeCoverage coverage;

  RouteNodeCounter(RouteNodeCoverage coverage) {
    this.coverage = coverage;
  }

  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext context, NamedNode node, Processor target, Processor next) {
    var entries = coverage.node(node);
    return entries == null
        ? target
        : new DelegateAsyncProcessor(target) {
          @Override
          public boolean process(Exchange exchange, AsyncCallback callback) {
            entries.increment();
            return super.process(exchange, callback);
          }
        };
  }
}
