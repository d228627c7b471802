package io.bactrian.lane;

import io.bactrian.job.JobOwner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Jobs at hand, of which workers take the next of the instance whose turn it is, and in it of the
 * chat whose turn it is; who holds all the workers that it may is passed over.
 *
 * @param <T> a job
 */
final class FairWindow<T> {

  /** What of a window one instance and one chat may fill. */
  record Room(int instance, int chat) {}

  /** A job that was taken, until it is ended. */
  static final class Turn<T> {
    private final T job;
    private final Shares.Held instance;
    private final Shares.Held chat;

    private Turn(T job, Shares.Held instance, Shares.Held chat) {
      this.job = job;
      this.instance = instance;
      this.chat = chat;
    }

    T job() {
      return job;
    }
  }

  private final Shares instances;
  private final Shares chats;
  private final Room room;

  /** Instances, and in them chats, by whose turn comes first. None of them is empty. */
  private final Map<String, Map<String, Deque<T>>> ring = new LinkedHashMap<>();

  private int size;
  private int running;
  private boolean closed;

  FairWindow(Shares instances, Shares chats, Room room) {
    this.instances = instances;
    this.chats = chats;
    this.room = room;
  }

  /** Whether one more of this owner fits in; one of nobody always does. */
  synchronized boolean hasRoom(JobOwner owner) {
    Map<String, Deque<T>> lines = ring.get(owner.instance());
    if (lines == null || owner.equals(JobOwner.NOBODY)) {
      return true;
    }
    Deque<T> line = lines.get(owner.chat());
    return (line == null || line.size() < room.chat()) && taken(lines) < room.instance();
  }

  synchronized void add(JobOwner owner, T job) {
    ring.computeIfAbsent(owner.instance(), instance -> new LinkedHashMap<>())
        .computeIfAbsent(owner.chat(), chat -> new ArrayDeque<>())
        .add(job);
    size++;
    notifyAll();
  }

  /** Waits for a job whose owner may hold one more worker; null once the window is closed. */
  synchronized Turn<T> take() throws InterruptedException {
    while (!closed) {
      Turn<T> turn = next();
      if (turn != null) {
        running++;
        return turn;
      }
      wait();
    }
    return null;
  }

  private Turn<T> next() {
    for (String instance : ring.keySet()) {
      if (instances.isFree(instance)) {
        for (String chat : ring.get(instance).keySet()) {
          if (chats.isFree(chat)) {
            T job = poll(instance, chat);
            return new Turn<>(job, instances.begin(instance), chats.begin(chat));
          }
        }
      }
    }
    return null;
  }

  /** Takes the oldest, and lets its chat and its instance stand behind the others. */
  private T poll(String instance, String chat) {
    Map<String, Deque<T>> lines = ring.remove(instance);
    Deque<T> line = lines.remove(chat);
    T job = line.remove();
    if (!line.isEmpty()) {
      lines.put(chat, line);
    }
    if (!lines.isEmpty()) {
      ring.put(instance, lines);
    }
    size--;
    return job;
  }

  synchronized void end(Turn<T> turn) {
    instances.end(turn.instance);
    chats.end(turn.chat);
    running--;
    notifyAll();
  }

  /** Takes those out that fulfil it. */
  synchronized List<T> remove(Predicate<T> condition) {
    List<T> removed = new ArrayList<>();
    forEachLine(line -> removeFrom(line, 0, condition, removed));
    return removed;
  }

  /** Takes those out that fulfil it and that exceed the room of their chat or their instance. */
  synchronized List<T> removeBeyondRoom(Predicate<T> condition) {
    List<T> removed = new ArrayList<>();
    ring.forEach(
        (instance, lines) -> {
          if (!instance.isEmpty()) {
            int[] left = {room.instance()};
            lines
                .values()
                .forEach(
                    line -> {
                      int kept = Math.min(room.chat(), left[0]);
                      removeFrom(line, kept, condition, removed);
                      left[0] = Math.max(0, left[0] - Math.min(line.size(), room.chat()));
                    });
          }
        });
    forEachLine(line -> {});
    return removed;
  }

  private void removeFrom(Deque<T> line, int kept, Predicate<T> condition, List<T> removed) {
    int position = 0;
    for (Iterator<T> jobs = line.iterator(); jobs.hasNext(); position++) {
      T job = jobs.next();
      if (position >= kept && condition.test(job)) {
        jobs.remove();
        removed.add(job);
        size--;
      }
    }
  }

  /** Empty lines do not stay. */
  private void forEachLine(Consumer<Deque<T>> action) {
    ring.values()
        .removeIf(
            lines -> {
              lines
                  .values()
                  .removeIf(
                      line -> {
                        action.accept(line);
                        return line.isEmpty();
                      });
              return lines.isEmpty();
            });
  }

  /** What of an instance's room is taken; a chat that exceeds its own takes none of others. */
  private int taken(Map<String, Deque<T>> lines) {
    return lines.values().stream().mapToInt(line -> Math.min(line.size(), room.chat())).sum();
  }

  /** Jobs at hand that nobody has taken. */
  synchronized int size() {
    return size;
  }

  /** No job is taken any more; returns once those that were taken are ended, or the time is up. */
  synchronized void close(long millis) throws InterruptedException {
    closed = true;
    notifyAll();
    long end = System.nanoTime() + millis * 1_000_000;
    for (long left = millis; running > 0 && left > 0; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
  }
}
