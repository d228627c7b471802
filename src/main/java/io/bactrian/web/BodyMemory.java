package io.bactrian.web;

import java.util.concurrent.atomic.AtomicLong;

/** The part of the heap that bodies under way may have together. */
final class BodyMemory {

  private final AtomicLong free;

  /**
   * @param size in bytes
   */
  BodyMemory(long size) {
    free = new AtomicLong(size);
  }

  /** Takes so many bytes of it; false if there are not so many left. */
  boolean take(int bytes) {
    return free.getAndUpdate(left -> left < bytes ? left : left - bytes) >= bytes;
  }

  void giveBack(int bytes) {
    free.addAndGet(bytes);
  }

  long free() {
    return free.get();
  }
}
