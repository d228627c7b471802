package io.bactrian.watch;

import io.bactrian.chat.Change;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * One log line below INFO for every committed change of a message or an attachment: what and which.
 */
@Component
class StateLog {

  private static final Logger log = LoggerFactory.getLogger(StateLog.class);

  @EventListener
  void write(Change change) {
    if (change.routingKey() != null) {
      log.debug("{} {}", change.routingKey(), change.id());
    }
  }
}
