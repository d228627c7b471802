package io.bactrian.api.stream;

import io.bactrian.chat.Change;
import io.bactrian.job.JobChanged;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells the stream's listeners of changes. Whoever made the change waits for nothing: the new state
 * is read by a thread of this feed, once however often it changed meanwhile.
 */
@Component
class ChangeFeed implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(ChangeFeed.class);

  private final Representations representations;
  private final StreamClients clients;
  private final BlockingQueue<Change> waiting;
  private final Set<Change> known = ConcurrentHashMap.newKeySet();
  private volatile Thread reader;

  ChangeFeed(Representations representations, StreamClients clients, StreamSettings settings) {
    this.representations = representations;
    this.clients = clients;
    waiting = new ArrayBlockingQueue<>(settings.changeBacklog());
  }

  @EventListener
  void on(Change change) {
    if (clients.isEmpty()) {
      return;
    }
    Change key = new Change(change.type(), null, change.id());
    if (known.add(key) && !waiting.offer(key)) {
      known.remove(key);
    }
  }

  @EventListener
  void on(JobChanged change) {
    on(new Change("job", null, change.id()));
  }

  private void read() {
    try {
      while (true) {
        Change change = waiting.take();
        // Forgotten before it is read, so that a change during the reading is read again.
        known.remove(change);
        tell(change);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(Change change) {
    try {
      state(change).ifPresent(state -> clients.send(change.type(), state));
    } catch (RuntimeException e) {
      log.warn("A change could not be streamed: {}", e.toString());
    }
  }

  private Optional<Object> state(Change change) {
    return switch (change.type()) {
      case "message" -> representations.message(change.id());
      case "attachment" -> representations.attachment(change.id());
      case "job" -> representations.job(change.id());
      default -> Optional.empty();
    };
  }

  @Override
  public void start() {
    Thread thread = new Thread(this::read, "stream-changes");
    thread.setDaemon(true);
    reader = thread;
    thread.start();
  }

  @Override
  public void stop() {
    reader.interrupt();
    reader = null;
  }

  @Override
  public boolean isRunning() {
    return reader != null;
  }
}
