package io.bactrian.console;

import io.bactrian.api.LaneLoad;
import io.bactrian.console.LaneHistory.Minute;
import java.util.List;
import java.util.Objects;

/**
 * One kind of job as the overview shows it.
 *
 * @param load as the API has it
 * @param hour the last sixty minutes
 */
public record LanePanel(LaneLoad load, List<Minute> hour) {

  public String rateBars() {
    return Sparkline.bars(hour.stream().map(minute -> (double) minute.done()).toList());
  }

  public String timeLine() {
    return Sparkline.line(hour.stream().map(Minute::p95).toList());
  }

  /** Jobs done in the last hour. */
  public long done() {
    return hour.stream().mapToLong(Minute::done).sum();
  }

  /** The slowest minute's seconds; null if nothing was done. */
  public Double worstSeconds() {
    return hour.stream()
        .map(Minute::p95)
        .filter(Objects::nonNull)
        .max(Double::compare)
        .map(millis -> millis / 1000)
        .orElse(null);
  }

  /** How the panel is marked. */
  public String tone(double lateSeconds) {
    if (Integer.valueOf(0).equals(load.consumers())) {
      return "bad";
    }
    boolean late = load.oldestAge() != null && load.oldestAge() > lateSeconds;
    return late || load.failed() > 0 ? "warn" : "good";
  }
}
