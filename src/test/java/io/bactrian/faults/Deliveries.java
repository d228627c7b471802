package io.bactrian.faults;

import io.bactrian.hub.HubClient;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Delivers webhooks as Evolution does, a few at once, and remembers what was answered. */
final class Deliveries implements AutoCloseable {

  private static final int SENDERS = 6;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Map<String, SentMedia> attempted = new ConcurrentHashMap<>();
  private final Map<String, SentMedia> accepted = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();
  private final Queue<String> wrongAnswers = new ConcurrentLinkedQueue<>();
  private final ExecutorService senders;
  private final ExecutorService background = Executors.newSingleThreadExecutor();

  Deliveries() {
    this(SENDERS);
  }

  Deliveries(int atOnce) {
    senders = Executors.newFixedThreadPool(atOnce);
  }

  /**
   * Delivers all once.
   *
   * @return those that were not accepted: refused for now, or never answered
   */
  List<SentMedia> deliver(HubClient hub, Collection<SentMedia> media) {
    List<SentMedia> left = new ArrayList<>();
    Map<SentMedia, Future<Boolean>> running = new ConcurrentHashMap<>();
    media.forEach(one -> running.put(one, senders.submit(() -> deliver(hub, one))));
    for (SentMedia one : media) {
      try {
        if (!running.get(one).get()) {
          left.add(one);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
    return left;
  }

  /** Delivers all, and those that fail again and again, as Evolution repeats what is not taken. */
  void deliverUntilAccepted(Supplier<HubClient> hub, Collection<SentMedia> media) {
    List<SentMedia> left = List.copyOf(media);
    while (!left.isEmpty()) {
      left = deliver(hub.get(), left);
      LockSupport.parkNanos(left.isEmpty() ? 0 : PAUSE.toNanos());
    }
  }

  /** The same in the background. */
  Future<?> delivering(Supplier<HubClient> hub, Collection<SentMedia> media) {
    return background.submit(() -> deliverUntilAccepted(hub, media));
  }

  boolean deliver(HubClient hub, SentMedia media) {
    attempted.put(media.id(), media);
    HttpResponse<String> answer;
    try {
      answer = hub.deliver(media.webhook());
    } catch (UncheckedIOException e) {
      return false;
    }
    answers.merge(answer.statusCode(), 1, Integer::sum);
    if (answer.statusCode() == 202 && isTaken(hub.read(answer.body()).path("status").asText())) {
      accepted.put(media.id(), media);
      return true;
    }
    boolean later =
        answer.statusCode() == 503 && answer.headers().firstValue("Retry-After").isPresent();
    if (!later) {
      wrongAnswers.add(answer.statusCode() + " " + answer.body());
    }
    return false;
  }

  int attempted() {
    return attempted.size();
  }

  Collection<SentMedia> accepted() {
    return List.copyOf(accepted.values());
  }

  /** Counts as accepted what no webhook brings: it is to be found in another way. */
  void expect(Collection<SentMedia> media) {
    media.forEach(
        one -> {
          attempted.put(one.id(), one);
          accepted.put(one.id(), one);
        });
  }

  /** How often each status was answered. */
  Map<Integer, Integer> answers() {
    return Map.copyOf(answers);
  }

  /** Answers that the contract does not have. */
  Collection<String> wrongAnswers() {
    return List.copyOf(wrongAnswers);
  }

  @Override
  public void close() {
    background.shutdownNow();
    senders.shutdownNow();
  }

  private static boolean isTaken(String status) {
    return status.equals("accepted") || status.equals("duplicate");
  }
}
