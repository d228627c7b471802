package io.bactrian.embedded.standin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The calls of late, and exact counts of all of them by method and path. */
final class CallLog {

  private static final int KEPT = 50_000;

  private final Deque<Call> calls = new ArrayDeque<>();
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final List<Consumer<Call>> listeners = new CopyOnWriteArrayList<>();

  void onSend(Consumer<Call> listener) {
    listeners.add(listener);
  }

  void record(Call call) {
    counts.computeIfAbsent(call.method() + " " + call.path(), k -> new LongAdder()).increment();
    synchronized (calls) {
      if (calls.size() == KEPT) {
        calls.removeFirst();
      }
      calls.addLast(call);
    }
    if (call.sent()) {
      listeners.forEach(listener -> listener.accept(call));
    }
  }

  List<Call> calls() {
    synchronized (calls) {
      return new ArrayList<>(calls);
    }
  }

  /** How many there were whose "METHOD /path" contains a match of the expression. */
  long count(String expression) {
    Pattern pattern = Pattern.compile(expression);
    return counts.entrySet().stream()
        .filter(entry -> pattern.matcher(entry.getKey()).find())
        .mapToLong(entry -> entry.getValue().sum())
        .sum();
  }

  Map<String, Long> counts() {
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach((key, count) -> sums.put(key, count.sum()));
    return sums;
  }

  void clear() {
    synchronized (calls) {
      calls.clear();
    }
    counts.clear();
  }
}
