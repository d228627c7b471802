package io.bactrian.api;

import io.bactrian.api.http.Page;
import io.bactrian.audit.InstanceBook;
import io.bactrian.audit.InstanceState;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows the instances, and connects them again. */
@RestController
@RequestMapping(path = "/api/instances", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "instances")
final class InstanceController {

  private final InstanceBook book;
  private final InstanceConnector connector;

  InstanceController(InstanceBook book, InstanceConnector connector) {
    this.book = book;
    this.connector = connector;
  }

  /** What became of a call to connect. */
  @Schema(name = "Connection")
  record Connection(
      String name,
      @Schema(description = "open, or connecting: a code may have to be scanned at Evolution")
          String connection) {}

  @GetMapping
  @Operation(summary = "Each instance with its channel, version, connection and audit")
  Page<InstanceState> list() {
    return new Page<>(book.all(), null);
  }

  @PostMapping("/{name}/connect")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Has Evolution connect an instance again")
  Connection connect(@PathVariable String name) {
    return new Connection(name, connector.connect(name));
  }
}
