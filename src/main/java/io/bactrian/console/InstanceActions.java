package io.bactrian.console;

import io.bactrian.api.InstanceConnector;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** What can be done to an instance. */
@Controller
final class InstanceActions {

  private final InstanceConnector connector;
  private final ActionBook actions;

  InstanceActions(InstanceConnector connector, ActionBook actions) {
    this.connector = connector;
    this.actions = actions;
  }

  @PostMapping("/console/instances/{name}/connect")
  ResponseEntity<String> connect(
      @PathVariable String name,
      @ModelAttribute(name = "frame", binding = false) Frame frame,
      HttpServletRequest request) {
    actions.record(
        SessionFilter.of(request),
        "connect",
        name,
        () -> {
          connector.connect(name);
          return 1;
        });
    return Notice.of(frame.texts().of("instance.connecting", name));
  }
}
