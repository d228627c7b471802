package io.bactrian.job;

/** What a lane delivered names no job: not ours, and no better the next time. */
public class UnreadableJobException extends RuntimeException {

  public UnreadableJobException() {
    super("what a lane delivered is no job of its kind");
  }
}
