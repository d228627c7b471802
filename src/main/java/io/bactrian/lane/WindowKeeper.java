package io.bactrian.lane;

import com.rabbitmq.client.AMQP.BasicProperties;
import io.bactrian.job.JobOwner;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;

/**
 * Keeps a window open for everybody: what exceeds a chat's or an instance's room in it is moved to
 * the queue of those that wait, where it is confirmed before it is acknowledged here. What comes
 * from there finds room, or goes behind the others after a pause, which grows as long as all of
 * them are of the same few: so nothing spins, and nobody's job stays hidden behind another's.
 */
final class WindowKeeper implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(WindowKeeper.class);

  /** Moved with one confirm. */
  private static final int BATCH = 256;

  private static final long LOOK_MILLIS = 200;

  private static final BasicProperties TEXT =
      new BasicProperties.Builder().deliveryMode(2).contentType("text/plain").build();

  private final String waiting;
  private final FairWindow<LaneDelivery> window;
  private final int fullAt;
  private final LaneSettings settings;
  private final ConfirmedQueue queues;
  private final LinkedBlockingQueue<LaneDelivery> beyondRoom = new LinkedBlockingQueue<>();

  private volatile boolean ended;
  private Duration pause;
  private long turnedAt = System.nanoTime();
  private Set<JobOwner> turned = Set.of();

  /**
   * @param waiting the queue of those that wait
   * @param fullAt at how many jobs the broker may hand out no more
   */
  WindowKeeper(
      String waiting,
      FairWindow<LaneDelivery> window,
      int fullAt,
      LaneSettings settings,
      ConfirmedQueue queues) {
    this.waiting = waiting;
    this.window = window;
    this.fullAt = fullAt;
    this.settings = settings;
    this.queues = queues;
    this.pause = settings.turnPause();
  }

  /** A delivery came. */
  void take(LaneDelivery delivery) {
    if (delivery.waited() || window.hasRoom(delivery.owner())) {
      window.add(delivery.owner(), delivery);
    } else {
      beyondRoom.add(delivery);
    }
  }

  void end() {
    ended = true;
  }

  @Override
  public void run() {
    try {
      while (!ended) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    List<LaneDelivery> moved = new ArrayList<>();
    LaneDelivery first = beyondRoom.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    if (first != null) {
      moved.add(first);
      beyondRoom.drainTo(moved, BATCH - 1);
    }
    try {
      move(moved);
      window.remove(delivery -> !delivery.isValid());
      move(window.remove(delivery -> delivery.isOlderThan(settings.windowPatience())));
      turn();
    } catch (RuntimeException e) {
      log.warn("the window of {} is not kept, it is tried again", waiting, e);
    }
  }

  private void turn() {
    if (window.size() < fullAt || System.nanoTime() - turnedAt < pause.toNanos()) {
      return;
    }
    List<LaneDelivery> behind = window.removeBeyondRoom(LaneDelivery::waited);
    Set<JobOwner> owners =
        behind.stream().map(LaneDelivery::owner).collect(Collectors.toUnmodifiableSet());
    Duration doubled = pause.multipliedBy(2);
    Duration most = settings.maxTurnPause();
    pause =
        !turned.containsAll(owners)
            ? settings.turnPause()
            : doubled.compareTo(most) < 0 ? doubled : most;
    turned = owners;
    turnedAt = System.nanoTime();
    move(behind);
  }

  private void move(List<LaneDelivery> deliveries) {
    List<LaneDelivery> valid = deliveries.stream().filter(LaneDelivery::isValid).toList();
    if (valid.isEmpty()) {
      return;
    }
    try {
      queues.put(waiting, TEXT, valid.stream().map(each -> each.message().getBody()).toList());
    } catch (AmqpException e) {
      log.warn("{} jobs are not moved to {}: {}", valid.size(), waiting, e.getMessage());
      valid.forEach(delivery -> window.add(delivery.owner(), delivery));
      return;
    }
    valid.forEach(WindowKeeper::acknowledge);
  }

  private static void acknowledge(LaneDelivery delivery) {
    try {
      delivery.acknowledge();
    } catch (IOException e) {
      log.debug("a moved job is delivered again; whoever comes second finds nothing to do", e);
    }
  }
}
