package io.bactrian.lane;

import org.apache.camel.component.springrabbit.DefaultListenerContainerFactory;
import org.apache.camel.component.springrabbit.SpringRabbitMQEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.stereotype.Component;

/**
 * Consumers that do not give up: one whose queue was deleted waits until it is declared again, and
 * a JVM error in one job does not end the whole program.
 */
@Component("durableLaneContainers")
public class DurableLaneContainers extends DefaultListenerContainerFactory {

  private static final Logger log = LoggerFactory.getLogger(DurableLaneContainers.class);

  private final LaneSettings settings;

  public DurableLaneContainers(LaneSettings settings) {
    this.settings = settings;
  }

  @Override
  public AbstractMessageListenerContainer createListenerContainer(SpringRabbitMQEndpoint endpoint) {
    AbstractMessageListenerContainer container = super.createListenerContainer(endpoint);
    container.setRecoveryInterval(settings.recoveryInterval().toMillis());
    container.setFailedDeclarationRetryInterval(settings.recoveryInterval().toMillis());
    container.setjavaLangErrorHandler(error -> log.error("a consumer met a JVM error", error));
    if (container instanceof SimpleMessageListenerContainer simple) {
      simple.setMissingQueuesFatal(false);
    }
    if (RabbitTopology.WEBHOOK_EVENTS.equals(endpoint.getQueues())) {
      // No ledger knows these yet: what is not taken in goes back into the queue, never elsewhere.
      container.setAdviceChain();
      container.setDefaultRequeueRejected(true);
    }
    return container;
  }
}
