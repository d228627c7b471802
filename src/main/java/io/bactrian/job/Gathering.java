package io.bactrian.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * One statement for what many threads ask while the database is busy with the one before. Who asks
 * alone is served at once; nobody waits for company.
 *
 * @param <Q> what is asked
 * @param <A> what is answered
 */
final class Gathering<Q, A> {

  private final class Asked {
    private final Q question;
    private A answer;
    private Throwable failure;
    private boolean answered;

    Asked(Q question) {
      this.question = question;
    }
  }

  private final int most;
  private final Function<List<Q>, Map<Q, A>> statement;
  private final ConcurrentLinkedQueue<Asked> waiting = new ConcurrentLinkedQueue<>();
  private final ReentrantLock busy = new ReentrantLock();

  /**
   * @param most questions of one statement
   * @param statement answers some of the questions, once each, in a map of its own; the others are
   *     answered null
   */
  Gathering(int most, Function<List<Q>, Map<Q, A>> statement) {
    this.most = most;
    this.statement = statement;
  }

  /** Returns what the statement answered, or throws what it threw. */
  A ask(Q question) {
    Asked asked = new Asked(question);
    waiting.add(asked);
    busy.lock();
    try {
      while (!asked.answered) {
        answerSome();
      }
    } finally {
      busy.unlock();
    }
    if (asked.failure instanceof Error error) {
      throw error;
    }
    if (asked.failure != null) {
      throw (RuntimeException) asked.failure;
    }
    return asked.answer;
  }

  /** How many wait for a statement to come. */
  int waiting() {
    return waiting.size();
  }

  private void answerSome() {
    List<Asked> batch = new ArrayList<>();
    for (Asked next = waiting.poll(); next != null; next = waiting.poll()) {
      batch.add(next);
      if (batch.size() == most) {
        break;
      }
    }
    try {
      Map<Q, A> answers = statement.apply(batch.stream().map(each -> each.question).toList());
      // Taken out: of two who ask the same, one is answered.
      batch.forEach(each -> each.answer = answers.remove(each.question));
    } catch (RuntimeException | Error e) {
      // An error too: those who share the statement would else ask for ever.
      batch.forEach(each -> each.failure = e);
    }
    batch.forEach(each -> each.answered = true);
  }
}
