package io.bactrian.console;

import io.bactrian.api.http.ApiSettings;
import io.bactrian.api.http.PageRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows what people did in the console. */
@Controller
final class ActionController {

  private final ActionBook actions;
  private final ApiSettings settings;

  ActionController(ActionBook actions, ApiSettings settings) {
    this.actions = actions;
    this.settings = settings;
  }

  @GetMapping("/console/actions")
  String list(@RequestParam(required = false) String cursor, Model model) {
    model.addAttribute("page", actions.list(PageRequest.of(null, cursor, settings)));
    model.addAttribute("cursor", cursor == null ? "" : cursor);
    return "console/actions";
  }
}
