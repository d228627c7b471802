package io.bactrian.lane;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.job.JobKinds;
import io.bactrian.job.Lane;
import io.bactrian.job.UnreadableJobException;
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
 * a JVM error in one job does not end the whole program. Those of a kind's queue let chats and
 * instances take turns.
 */
@Component
public class DurableLaneContainers extends DefaultListenerContainerFactory {

  private static final Logger log = LoggerFactory.getLogger(DurableLaneContainers.class);

  private final LaneSettings settings;
  private final JobKinds kinds;
  private final ConfirmedQueue queues;
  private final ObjectMapper json;

  /** The newest of each queue. */
  private final Map<String, AbstractMessageListenerContainer> containers =
      new ConcurrentHashMap<>();

  DurableLaneContainers(
      LaneSettings settings, JobKinds kinds, ConfirmedQueue queues, ObjectMapper json) {
    this.settings = settings;
    this.kinds = kinds;
    this.queues = queues;
    this.json = json;
  }

  @Override
  public AbstractMessageListenerContainer createListenerContainer(SpringRabbitMQEndpoint endpoint) {
    AbstractMessageListenerContainer container =
        isKind(endpoint.getQueues()) ? fair(endpoint) : super.createListenerContainer(endpoint);
    container.setRecoveryInterval(settings.recoveryInterval().toMillis());
    container.setFailedDeclarationRetryInterval(settings.recoveryInterval().toMillis());
    // A password that is being changed is no reason to give up for ever.
    container.setPossibleAuthenticationFailureFatal(false);
    container.setjavaLangErrorHandler(error -> log.error("a consumer met a JVM error", error));
    if (container instanceof SimpleMessageListenerContainer simple) {
      simple.setMissingQueuesFatal(false);
      simple.setRetryDeclarationInterval(settings.recoveryInterval().toMillis());
    }
    // Spring's own advice and error handler write a rejected message and a stack trace into the
    // log.
    container.setAdviceChain();
    if (RabbitTopology.WEBHOOK_EVENTS.equals(endpoint.getQueues())) {
      // No ledger knows these yet: what is not taken in goes back into the queue, never elsewhere.
      container.setDefaultRequeueRejected(true);
    } else {
      container.setDefaultRequeueRejected(false);
      container.setErrorHandler(error -> tell(endpoint.getQueues(), error));
    }
    containers.put(endpoint.getQueues(), container);
    return container;
  }

  /** Routes settle the jobs themselves: what comes here is no job, and goes to the dead letters. */
  private static void tell(String queue, Throwable error) {
    Throwable cause = rootCause(error);
    if (!(cause instanceof UnreadableJobException)) {
      log.warn("a message of {} is no job: {}", queue, cause.getClass().getSimpleName());
    }
  }

  private static Throwable rootCause(Throwable error) {
    return error.getCause() == null ? error : rootCause(error.getCause());
  }

  private boolean isKind(String queue) {
    return kinds.isDeclared(queue) && kinds.get(queue).lane() == Lane.durable;
  }

  private FairContainer fair(SpringRabbitMQEndpoint endpoint) {
    LaneWindow window =
        new LaneWindow(
            kinds.get(endpoint.getQueues()),
            endpoint.getConcurrentConsumers(),
            endpoint.getPrefetchCount(),
            settings,
            queues,
            json);
    return new FairContainer(endpoint, window);
  }

  /** Jobs of a durable kind that this copy has at hand and that no worker has begun. */
  int atHand(String kind) {
    return containers.get(kind) instanceof FairContainer container ? container.atHand() : 0;
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
