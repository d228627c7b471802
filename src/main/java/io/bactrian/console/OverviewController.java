package io.bactrian.console;

import io.bactrian.api.LaneBoard;
import io.bactrian.api.LaneLoad;
import io.bactrian.audit.InstanceBook;
import io.bactrian.audit.InstanceState;
import io.bactrian.console.LaneHistory.Minute;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The front page: whether anything is stuck. */
@Controller
final class OverviewController {

  private final LaneBoard board;
  private final LaneHistory history;
  private final ServerBoard servers;
  private final InstanceBook instances;
  private final ConsoleSettings settings;

  OverviewController(
      LaneBoard board,
      LaneHistory history,
      ServerBoard servers,
      InstanceBook instances,
      ConsoleSettings settings) {
    this.board = board;
    this.history = history;
    this.servers = servers;
    this.instances = instances;
    this.settings = settings;
  }

  @GetMapping(ConsolePaths.FRONT_PAGE)
  String page(Model model) {
    model.addAttribute("overview", overview());
    return "console/overview";
  }

  /** The part of the page that changes. */
  @GetMapping("/console/overview")
  String part(Model model) {
    model.addAttribute("overview", overview());
    return "console/overview-part";
  }

  private Overview overview() {
    List<ServerState> health = servers.current();
    List<LaneLoad> loads = board.current();
    List<InstanceState> known = instances.all();
    Map<String, List<Minute>> hours = history.lastHour();
    return new Overview(
        Alarm.of(health, known, loads, settings.lateAfter()),
        health,
        panels(loads, hours, "fast"),
        panels(loads, hours, "durable"),
        panels(loads, hours, null),
        known,
        settings.lateAfter());
  }

  private static List<LanePanel> panels(
      List<LaneLoad> loads, Map<String, List<Minute>> hours, String lane) {
    return loads.stream()
        .filter(load -> Objects.equals(load.lane(), lane))
        .map(load -> new LanePanel(load, hours.getOrDefault(load.kind(), List.of())))
        .toList();
  }
}
