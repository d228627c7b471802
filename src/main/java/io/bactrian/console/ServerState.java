package io.bactrian.console;

import java.time.Instant;

/**
 * Whether a server that the hub needs answers.
 *
 * @param name as its users call it
 * @param up null while nobody has looked yet
 * @param detail what went wrong, in a word or two; null if nothing
 * @param since when it was first seen so
 */
public record ServerState(String name, Boolean up, String detail, Instant since) {

  public boolean isDown() {
    return Boolean.FALSE.equals(up);
  }

  /** How a page marks it. */
  public String tone() {
    if (up == null) {
      return "muted";
    }
    return up ? "good" : "bad";
  }
}
