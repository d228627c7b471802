package io.bactrian.api;

import io.bactrian.audit.AuditBook;
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
  private final AuditBook audit;

  LaneController(LaneBoard board, AuditBook audit) {
    this.board = board;
    this.audit = audit;
  }

  @GetMapping(path = "/api/lanes", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = "Each kind of job in its lane: how much, how old, how fast")
  LaneReport lanes() {
    return new LaneReport(board.current(), null, audit.drifts(), audit.completedAt());
  }
}
