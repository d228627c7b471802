package io.bactrian.api.stream;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.bactrian.api.LaneBoard;
import io.bactrian.api.LaneLoad;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Tells the stream's listeners how the lanes do: each kind when it changed, and all of them when
 * somebody new listens. Looks at the ledger itself, so it shows what other copies of the program do
 * as well.
 */
@Component
class LaneFeed implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(LaneFeed.class);

  private final LaneBoard board;
  private final StreamClients clients;
  private final StreamSettings settings;
  private final Map<String, LaneLoad> told = new HashMap<>();
  private long listeners;
  private volatile ScheduledExecutorService ticks;

  LaneFeed(LaneBoard board, StreamClients clients, StreamSettings settings) {
    this.board = board;
    this.clients = clients;
    this.settings = settings;
  }

  private void tick() {
    if (clients.isEmpty()) {
      return;
    }
    try {
      if (listeners != clients.opened()) {
        listeners = clients.opened();
        told.clear();
      }
      for (LaneLoad load : board.current()) {
        if (!load.ageless().equals(told.put(load.kind(), load.ageless()))) {
          clients.send("lane", load);
        }
      }
    } catch (RuntimeException e) {
      // Thrown on, it would end the ticks for good.
      log.warn("The lanes could not be streamed: {}", e.toString());
    }
  }

  @Override
  public void start() {
    ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "stream-lanes");
              thread.setDaemon(true);
              return thread;
            });
    long interval = settings.laneInterval().toMillis();
    var unused = executor.scheduleWithFixedDelay(this::tick, interval, interval, MILLISECONDS);
    ticks = executor;
  }

  @Override
  public void stop() {
    ticks.shutdownNow();
    ticks = null;
  }

  @Override
  public boolean isRunning() {
    return ticks != null;
  }
}
