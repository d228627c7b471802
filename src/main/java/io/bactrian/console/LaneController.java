package io.bactrian.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the lanes. */
@RestController
@Tag(name = "lanes")
final class LaneController {

  private final LaneBoard board;

  LaneController(LaneBoard board) {
    this.board = board;
  }

  @GetMapping(path = "/api/lanes", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = "Each kind of job in its lane: how much, how old, how fast")
  Page<LaneLoad> lanes() {
    return new Page<>(board.current(), null);
  }
}
