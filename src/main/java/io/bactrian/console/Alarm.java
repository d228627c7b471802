package io.bactrian.console;

import io.bactrian.api.LaneLoad;
import io.bactrian.audit.InstanceState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Something that a person should know first.
 *
 * @param level how bad it is
 * @param key of the sentence that says it
 * @param about what fills in the sentence; a {@link Duration} is written out
 * @param path where more of it is shown
 */
public record Alarm(Level level, String key, List<Object> about, String path) {

  /** The worst first. */
  public enum Level {
    BAD,
    WARN
  }

  /** All there are, the worst first. */
  static List<Alarm> of(
      List<ServerState> servers,
      List<InstanceState> instances,
      List<LaneLoad> lanes,
      Duration lateAfter) {
    List<Alarm> alarms = new ArrayList<>();
    for (ServerState server : servers) {
      if (server.isDown()) {
        alarms.add(new Alarm(Level.BAD, "alarm.server", List.of(server.name()), "/#servers"));
      }
    }
    for (InstanceState instance : instances) {
      if ("close".equals(instance.connection())) {
        alarms.add(new Alarm(Level.BAD, "alarm.instance", List.of(instance.name()), "/#instances"));
      }
    }
    for (LaneLoad lane : lanes) {
      if (lane.lane() != null && Integer.valueOf(0).equals(lane.consumers())) {
        alarms.add(new Alarm(Level.BAD, "alarm.unattended", List.of(lane.kind()), "/#lanes"));
      }
    }
    long parked = lanes.stream().mapToLong(LaneLoad::failed).sum();
    if (parked > 0) {
      alarms.add(new Alarm(Level.WARN, "alarm.parked", List.of(parked), "/console/parked"));
    }
    for (LaneLoad lane : lanes) {
      if (lane.oldestAge() != null && lane.oldestAge() > lateAfter.toSeconds()) {
        Duration age = Duration.ofMillis((long) (lane.oldestAge() * 1000));
        alarms.add(
            new Alarm(
                Level.WARN,
                "alarm.late",
                List.of(lane.kind(), age),
                "/console/jobs?state=pending&kind=" + lane.kind()));
      }
    }
    for (InstanceState instance : instances) {
      long open =
          instance.audit().stream()
              .filter(finding -> !finding.accepted() && !finding.setting().equals("connection"))
              .count();
      if (open > 0) {
        alarms.add(
            new Alarm(Level.WARN, "alarm.audit", List.of(instance.name(), open), "/#instances"));
      }
    }
    alarms.sort(Comparator.comparing(Alarm::level));
    return alarms;
  }

  /** The sentence. */
  public String said(Texts texts) {
    return texts.of(
        key,
        about.stream()
            .map(
                each ->
                    each instanceof Duration time
                        ? texts.duration(time.toMillis() / 1000.0)
                        : each instanceof String name ? texts.name("kind", name) : each)
            .toArray());
  }
}
