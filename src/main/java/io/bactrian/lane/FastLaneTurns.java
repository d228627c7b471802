package io.bactrian.lane;

import io.bactrian.lane.Shares.Held;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** What this copy has of a fast kind: jobs that were read and not begun, and workers held. */
final class FastLaneTurns {

  /** A job that was read, with the worker that is held for it. */
  record Read(String job, Held worker) {}

  private final int workers;
  private final Shares shares;
  private final Deque<Read> read = new ArrayDeque<>();
  private int held;
  private long ended;

  FastLaneTurns(int workers, Shares shares) {
    this.workers = workers;
    this.shares = shares;
  }

  /** Workers that nothing is held for. */
  synchronized int idle() {
    return workers - held;
  }

  /** How many of them one instance may have of which nothing else is said. */
  int share() {
    return shares.share();
  }

  /** How many of that number the instances may have of which something else is to be said. */
  synchronized Map<String, Integer> others(int most) {
    return shares.others(most);
  }

  synchronized void add(String instance, String job) {
    read.add(new Read(job, shares.begin(instance)));
    held++;
  }

  /** The oldest that was read; null if there is none. */
  synchronized Read poll() {
    return read.poll();
  }

  synchronized void end(Held worker) {
    shares.end(worker);
    held--;
    ended++;
    notifyAll();
  }

  /** How many workers have ended, ever. */
  synchronized long ended() {
    return ended;
  }

  /** Returns once a worker has ended since so many had, or the time is up. */
  synchronized void awaitEnd(long seen, long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    for (long left = millis; ended == seen && left > 0; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
  }

  /** Takes out what was read and not begun, newest first. */
  synchronized List<String> giveUp() {
    List<String> jobs = new ArrayList<>();
    while (!read.isEmpty()) {
      Read newest = read.removeLast();
      jobs.add(newest.job());
      end(newest.worker());
    }
    return jobs;
  }
}
