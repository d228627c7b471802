package io.bactrian.lane;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

  /** The newest of each queue. */
  private final Map<String, AbstractMessageListenerContainer> containers =
      new ConcurrentHashMap<>();

  public DurableLaneContainers(LaneSettings settings) {
    this.settings = settings;
  }

  @Override
  public AbstractMessageListenerContainer createListenerContainer(SpringRabbitMQEndpoint endpoint) {
    AbstractMessageListenerContainer container = super.createListenerContainer(endpoint);
    container.setRecoveryInterval(settings.recoveryInterval().toMillis());
    container.setFailedDeclarationRetryInterval(settings.recoveryInterval().toMillis());
    // A password that is being changed is no reason to give up for ever.
    container.setPossibleAuthenticationFailureFatal(false);
    container.setjavaLangErrorHandler(error -> log.error("a consumer met a JVM error", error));
    if (container instanceof SimpleMessageListenerContainer simple) {
      simple.setMissingQueuesFatal(false);
    }
    if (RabbitTopology.WEBHOOK_EVENTS.equals(endpoint.getQueues())) {
      // No ledger knows these yet: what is not taken in goes back into the queue, never elsewhere.
      container.setAdviceChain();
      container.setDefaultRequeueRejected(true);
    }
    containers.put(endpoint.getQueues(), container);
    return container;
  }

  /**
   * Starts a consumer's container again if it has given up.
   *
   * @return whether it had
   */
  public boolean revive(String queue) {
    AbstractMessageListenerContainer container = containers.get(queue);
    if (container == null || container.isRunning()) {
      return false;
    }
    container.start();
    return true;
  }

  /** What consumes from a queue; null if nothing ever did. */
  public AbstractMessageListenerContainer container(String queue) {
    return containers.get(queue);
  }
}
