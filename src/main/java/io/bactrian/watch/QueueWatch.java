package io.bactrian.watch;

import io.bactrian.job.JobKind;
import io.bactrian.job.JobKinds;
import io.bactrian.job.Lane;
import io.bactrian.lane.RabbitTopology;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Declares again what somebody deleted from the broker while the connection stayed up. */
@Component
public class QueueWatch {

  private static final Logger log = LoggerFactory.getLogger(QueueWatch.class);

  private final RabbitAdmin admin;
  private final JobKinds kinds;

  public QueueWatch(RabbitAdmin admin, JobKinds kinds) {
    this.admin = admin;
    this.kinds = kinds;
  }

  @Scheduled(
      fixedDelayString = "${bactrian.lane.recovery-interval:5s}",
      initialDelayString = "${bactrian.lane.recovery-interval:5s}")
  void look() {
    try {
      queues()
          .filter(queue -> admin.getQueueInfo(queue) == null)
          .findFirst()
          .ifPresent(this::declareAgain);
    } catch (AmqpException e) {
      log.debug("the broker does not answer", e);
    }
  }

  private void declareAgain(String queue) {
    log.warn("queue {} is gone: declaring everything again", queue);
    admin.initialize();
  }

  private Stream<String> queues() {
    return Stream.concat(
        Stream.of(RabbitTopology.WEBHOOK_EVENTS),
        kinds.all().stream()
            .filter(kind -> kind.lane() == Lane.durable)
            .map(JobKind::name)
            .flatMap(kind -> Stream.of(kind, RabbitTopology.waiting(kind))));
  }
}
