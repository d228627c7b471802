package io.bactrian.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The golden rule: Redis for what is latency-critical and can be reprocessed, RabbitMQ for what
 * must not be lost. A kind that breaks it stops the start.
 */
public final class GoldenRule {

  /** A job of the fast lane is expected to take less than this. */
  public static final Duration FAST_LANE_LIMIT = Duration.ofSeconds(5);

  private GoldenRule() {}

  /** What is wrong with the declarations, one line each; empty if nothing is. */
  public static List<String> violations(Map<String, JobKindSettings.Declaration> kinds) {
    List<String> violations = new ArrayList<>();
    if (kinds.isEmpty()) {
      violations.add("no job kind is declared: bactrian.kinds[…] is empty");
    }
    kinds.forEach((name, kind) -> check(name, kind, violations));
    return violations;
  }

  private static void check(
      String name, JobKindSettings.Declaration kind, List<String> violations) {
    String setting = "bactrian.kinds[" + name + "]";
    if (!name.matches("[a-z][a-z0-9_]*")) {
      violations.add(setting + ": a kind's name is lower case letters, digits and _");
    }
    if (kind.lane() == null || kind.reprocessable() == null || kind.expectedTime() == null) {
      violations.add(setting + ": lane, reprocessable and expected-time must all be declared");
      return;
    }
    if (kind.workers() < 1) {
      violations.add(setting + ": workers are at least 1");
    } else if (kind.lane() == Lane.durable && kind.window() < kind.workers()) {
      violations.add(setting + ": the window is at least as wide as there are workers");
    }
    if (kind.lane() != Lane.fast) {
      return;
    }
    if (!kind.reprocessable()) {
      violations.add(
          setting
              + ": is on the fast lane but not reprocessable; Redis may lose it and nothing could"
              + " bring it back: declare lane=durable");
    }
    if (kind.expectedTime().compareTo(FAST_LANE_LIMIT) >= 0) {
      violations.add(
          setting
              + ": is on the fast lane but expected to take "
              + kind.expectedTime().toMillis()
              + " ms; the fast lane is for less than "
              + FAST_LANE_LIMIT.toMillis()
              + " ms: declare lane=durable");
    }
  }
}
