package io.bactrian.api;

import io.bactrian.api.http.Page;
import io.bactrian.reconcile.ReconciliationRequest;
import io.bactrian.reconcile.Reconciliations;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows how far instances were compared with Evolution, and starts it. */
@RestController
@RequestMapping(path = "/api/reconciliations", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "reconciliations")
final class ReconciliationController {

  private static final String ALL =
      """
      select id, instance, state, since, until, page, pages, seen, missing,
        last_error, started_at, updated_at
      from reconciliation
      where (:instance::text is null or instance = :instance)
      order by updated_at desc""";

  private final JdbcClient jdbc;
  private final Reconciliations reconciliations;

  ReconciliationController(JdbcClient jdbc, Reconciliations reconciliations) {
    this.jdbc = jdbc;
    this.reconciliations = reconciliations;
  }

  @GetMapping
  @Operation(summary = "The last reconciliation of each instance")
  Page<Reconciliation> list(@RequestParam(required = false) String instance) {
    return new Page<>(read(instance), null);
  }

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Asks Evolution for what the webhooks of an instance may have missed")
  Page<Reconciliation> start(
      @RequestParam String instance, @RequestParam(required = false) Instant since) {
    reconciliations.request(new ReconciliationRequest(instance, since));
    return new Page<>(read(instance), null);
  }

  private List<Reconciliation> read(String instance) {
    return jdbc.sql(ALL)
        .param("instance", instance)
        .query(
            (row, n) ->
                new Reconciliation(
                    row.getObject("id", UUID.class),
                    row.getString("instance"),
                    row.getString("state"),
                    row.getTimestamp("since").toInstant(),
                    row.getTimestamp("until").toInstant(),
                    row.getInt("page"),
                    row.getObject("pages", Integer.class),
                    row.getInt("seen"),
                    row.getInt("missing"),
                    row.getString("last_error"),
                    row.getTimestamp("started_at").toInstant(),
                    row.getTimestamp("updated_at").toInstant()))
        .list();
  }
}
