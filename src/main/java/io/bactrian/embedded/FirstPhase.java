package io.bactrian.embedded;

import org.springframework.context.SmartLifecycle;

/** Something to be done before all else that has a life cycle is started. */
final class FirstPhase implements SmartLifecycle {

  private final Runnable work;
  private volatile boolean running;

  FirstPhase(Runnable work) {
    this.work = work;
  }

  @Override
  public int getPhase() {
    return Integer.MIN_VALUE;
  }

  @Override
  public void start() {
    work.run();
    running = true;
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
