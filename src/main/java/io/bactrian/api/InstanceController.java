package io.bactrian.api;

import io.bactrian.api.http.ApiProblem;
import io.bactrian.api.http.ApiSettings;
import io.bactrian.api.http.Page;
import io.bactrian.audit.InstanceBook;
import io.bactrian.audit.InstanceConnections;
import io.bactrian.audit.InstanceState;
import io.bactrian.chat.InstanceName;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.apache.camel.ProducerTemplate;
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
  private final ProducerTemplate producer;
  private final ApiSettings settings;

  InstanceController(InstanceBook book, ProducerTemplate producer, ApiSettings settings) {
    this.book = book;
    this.producer = producer;
    this.settings = settings;
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
    if (!InstanceName.isFit(name)) {
      throw ApiProblem.badRequest("This is not the name of an instance: " + InstanceName.RULE);
    }
    InstanceConnections.Outcome outcome =
        producer.requestBody("direct:connect-instance", name, InstanceConnections.Outcome.class);
    if (outcome.unknown()) {
      throw ApiProblem.notFound("Evolution has no instance of that name.");
    }
    if (outcome.problem() != null) {
      throw ApiProblem.unavailable(
          "Evolution does not connect it: " + outcome.problem(), settings.retryAfter());
    }
    return new Connection(name, outcome.connection());
  }
}
