package io.bactrian.lane;

import io.bactrian.chat.Change;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether any queue is bound for a kind of change. RabbitMQ can't be asked, but it gives back what
 * it has no queue for: from then on changes of that routing key are held back, and only the oldest
 * of them is published now and then. Is it given back too, nobody has missed the others, and they
 * are dropped unread; else they follow in their order.
 */
final class Audience {

  private record Held(long number, Change change) {}

  private static final class Key {

    private final Deque<Held> held = new ArrayDeque<>();
    private boolean silent;
  }

  private final Map<String, Key> keys = new HashMap<>();
  private final int room;
  private long number;

  /**
   * @param room changes of one routing key that are held back at most; the oldest go first
   */
  Audience(int room) {
    this.room = room;
  }

  /** Whether a change is to be published now; else it is held back. */
  synchronized boolean admits(Change change) {
    Key key = key(change.routingKey());
    if (!key.silent) {
      return true;
    }
    key.held.addLast(new Held(++number, change));
    if (key.held.size() > room) {
      key.held.removeFirst();
    }
    return false;
  }

  /** The oldest of those held back, one of each routing key: what becomes of it tells the rest. */
  synchronized List<Change> oldest() {
    List<Change> oldest = new ArrayList<>();
    for (Key key : keys.values()) {
      if (!key.held.isEmpty()) {
        oldest.add(key.held.removeFirst().change());
      }
    }
    return oldest;
  }

  /** To be asked for before something is published, and given with the answer. */
  synchronized long moment() {
    return number;
  }

  /**
   * Something was published.
   *
   * @param routed whether there was a queue for it
   * @param moment from before it was published: what was held back later is not told by it
   * @return what is to be published as well, in its order
   */
  synchronized List<Change> answered(String routingKey, boolean routed, long moment) {
    Key key = key(routingKey);
    key.silent = !routed;
    if (!routed) {
      key.held.removeIf(each -> each.number() <= moment);
      return List.of();
    }
    List<Change> missed = key.held.stream().map(Held::change).toList();
    key.held.clear();
    return missed;
  }

  private Key key(String routingKey) {
    return keys.computeIfAbsent(routingKey, name -> new Key());
  }
}
