package io.bactrian.api;

import io.bactrian.api.http.ApiProblem;
import io.bactrian.api.http.ApiSettings;
import io.bactrian.api.http.Page;
import io.bactrian.api.http.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the ledger. */
@RestController
@RequestMapping(path = "/api/jobs", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "jobs")
final class JobController {

  private final JobQueries jobs;
  private final ApiSettings settings;

  JobController(JobQueries jobs, ApiSettings settings) {
    this.jobs = jobs;
    this.settings = settings;
  }

  @GetMapping
  @Operation(summary = "The ledger, newest first")
  Page<JobView> list(
      @RequestParam(required = false) String kind,
      @RequestParam(required = false) JobState state,
      @RequestParam(required = false) Integer limit,
      @RequestParam(required = false) String cursor) {
    return jobs.list(kind, state, PageRequest.of(limit, cursor, settings));
  }

  @GetMapping("/{id}")
  @Operation(summary = "One job")
  JobView get(@PathVariable UUID id) {
    return jobs.find(id).orElseThrow(() -> ApiProblem.unknown("job", id));
  }
}
