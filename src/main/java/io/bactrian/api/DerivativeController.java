package io.bactrian.api;

import io.bactrian.api.http.ApiProblem;
import io.bactrian.api.http.ApiSettings;
import io.bactrian.api.http.Cursor;
import io.bactrian.api.http.Page;
import io.bactrian.api.http.PageRequest;
import io.bactrian.derive.DerivationRuns;
import io.bactrian.derive.DerivativeState;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** Has thumbnails and playable forms made again, and shows how far that is. */
@RestController
@RequestMapping(path = "/api/derivatives", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "derivatives")
final class DerivativeController {

  private final DerivationRunQueries queries;
  private final DerivationRuns runs;
  private final ApiSettings settings;

  DerivativeController(DerivationRunQueries queries, DerivationRuns runs, ApiSettings settings) {
    this.queries = queries;
    this.runs = runs;
    this.settings = settings;
  }

  @GetMapping
  @Operation(summary = "The runs that were asked for, newest first")
  Page<DerivationRun> list(
      @RequestParam(required = false) Integer limit,
      @RequestParam(required = false) String cursor) {
    PageRequest page = PageRequest.of(limit, cursor, settings);
    List<DerivationRun> rows = queries.list(page);
    return Page.of(rows, page.limit(), row -> new Cursor(row.startedAt(), row.id()));
  }

  @GetMapping("/{id}")
  @Operation(summary = "How far one run is")
  DerivationRun get(@PathVariable UUID id) {
    return queries.find(id).orElseThrow(() -> ApiProblem.unknown("derivation run", id));
  }

  @PostMapping
  @Operation(summary = "Makes the derivatives of stored media files again")
  @ApiResponse(responseCode = "202", description = "The run, which can be watched")
  @ApiResponse(responseCode = "409", description = "The routes declare no kind that makes them")
  ResponseEntity<DerivationRun> start(
      @RequestParam(required = false) String instance,
      @RequestParam(required = false) DerivativeState state,
      @RequestParam(required = false) Instant since) {
    if (!runs.arePossible()) {
      throw ApiProblem.conflict("The routes of this hub declare no kind that makes derivatives.");
    }
    UUID id = runs.open(instance == null || instance.isBlank() ? null : instance, state, since);
    return ResponseEntity.status(HttpStatus.ACCEPTED)
        .location(UriComponentsBuilder.fromPath("/api/derivatives/{id}").build(id))
        .body(get(id));
  }
}
