package io.bactrian.console;

import io.bactrian.audit.InstanceState;
import java.time.Duration;
import java.util.List;

/**
 * All that the front page shows.
 *
 * @param alarms the worst first; empty if all is well
 * @param others kinds that are no longer declared, of which jobs are left
 */
public record Overview(
    List<Alarm> alarms,
    List<ServerState> servers,
    List<LanePanel> fast,
    List<LanePanel> durable,
    List<LanePanel> others,
    List<InstanceState> instances,
    Duration lateAfter) {

  public double lateSeconds() {
    return lateAfter.toSeconds();
  }

  /** How the banner is marked. */
  public String tone() {
    if (alarms.isEmpty()) {
      return "good";
    }
    return alarms.get(0).level() == Alarm.Level.BAD ? "bad" : "warn";
  }
}
