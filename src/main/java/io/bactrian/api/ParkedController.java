package io.bactrian.api;

import io.bactrian.api.http.ApiProblem;
import io.bactrian.api.http.ApiSettings;
import io.bactrian.api.http.Page;
import io.bactrian.api.http.PageRequest;
import io.bactrian.api.send.Acknowledgement;
import io.bactrian.job.Parked;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows what was parked, and puts it back to work. */
@RestController
@RequestMapping(path = "/api/parked", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "parked")
final class ParkedController {

  private final ParkedQueries queries;
  private final Parked parked;
  private final ApiSettings settings;

  ParkedController(ParkedQueries queries, Parked parked, ApiSettings settings) {
    this.queries = queries;
    this.parked = parked;
    this.settings = settings;
  }

  @GetMapping
  @Operation(summary = "What was parked and why, last parked first")
  Page<ParkedJob> list(
      @RequestParam(required = false) String kind,
      @RequestParam(required = false) Integer limit,
      @RequestParam(required = false) String cursor) {
    return queries.list(kind, PageRequest.of(limit, cursor, settings));
  }

  @PostMapping("/{id}/replay")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Put one back")
  @ApiResponse(responseCode = "202", description = "It will be tried again")
  @ApiResponse(responseCode = "404", description = "Nothing is parked under this id")
  Acknowledgement replay(
      @Parameter(description = "Id of the job, or of its event, attachment or message")
          @PathVariable
          UUID id) {
    UUID job =
        parked
            .replay(id)
            .orElseThrow(() -> ApiProblem.notFound("Nothing is parked under %s.".formatted(id)));
    return new Acknowledgement(job, "replayed");
  }

  @PostMapping("/replay")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Put all of a kind back, or all of every kind")
  @ApiResponse(responseCode = "202", description = "They will be tried again")
  Replayed replayAll(@RequestParam(required = false) String kind) {
    return new Replayed(parked.replayAll(kind == null || kind.isBlank() ? null : kind));
  }

  /**
   * @param replayed how many jobs were put back
   */
  record Replayed(int replayed) {}
}
