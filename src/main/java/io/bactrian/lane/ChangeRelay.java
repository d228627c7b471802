package io.bactrian.lane;

import io.bactrian.chat.Change;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Hands committed changes to the route that announces them to downstream systems. */
@Component
public class ChangeRelay {

  private static final Logger log = LoggerFactory.getLogger(ChangeRelay.class);

  private final ProducerTemplate producer;

  public ChangeRelay(ProducerTemplate producer) {
    this.producer = producer;
  }

  @EventListener
  void relay(Change change) {
    if (change.routingKey() == null) {
      return;
    }
    try {
      producer.sendBody("seda:publish-change?discardWhenFull=true&failIfNoConsumers=false", change);
    } catch (RuntimeException e) {
      // The change is committed already: its announcement must not undo that.
      log.warn("{} of {} not published", change.routingKey(), change.id(), e);
    }
  }
}
