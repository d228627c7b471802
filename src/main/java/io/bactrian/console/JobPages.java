package io.bactrian.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.api.JobQueries;
import io.bactrian.api.JobState;
import io.bactrian.api.JobView;
import io.bactrian.api.http.ApiProblem;
import io.bactrian.api.http.ApiSettings;
import io.bactrian.api.http.PageRequest;
import io.bactrian.job.JobKinds;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The ledger: jobs by what people know of them, and a page for each. */
@Controller
final class JobPages {

  /** Of a webhook that is shown; a larger one is not. */
  private static final int MOST_RAW = 256 * 1024;

  private final JobSearch search;
  private final JobQueries jobs;
  private final JobKinds kinds;
  private final Exports exports;
  private final ObjectMapper json;
  private final ApiSettings settings;

  JobPages(
      JobSearch search,
      JobQueries jobs,
      JobKinds kinds,
      Exports exports,
      ObjectMapper json,
      ApiSettings settings) {
    this.search = search;
    this.jobs = jobs;
    this.kinds = kinds;
    this.exports = exports;
    this.json = json;
    this.settings = settings;
  }

  @GetMapping("/console/jobs")
  String list(
      @RequestParam(required = false) String q,
      @RequestParam(required = false) String kind,
      @RequestParam(required = false) JobState state,
      @RequestParam(required = false) String cursor,
      Model model) {
    JobFilter filter = filter(q, kind, state);
    model.addAttribute("filter", filter);
    model.addAttribute("page", search.list(filter, PageRequest.of(null, cursor, settings)));
    model.addAttribute("cursor", cursor == null ? "" : cursor);
    model.addAttribute("kinds", kinds.names());
    return "console/jobs";
  }

  @GetMapping(path = "/console/jobs", params = "format")
  ResponseEntity<String> export(
      @RequestParam(required = false) String q,
      @RequestParam(required = false) String kind,
      @RequestParam(required = false) JobState state,
      @RequestParam(required = false) String cursor,
      @RequestParam Exports.Format format) {
    return exports.of(
        search.list(filter(q, kind, state), PageRequest.of(null, cursor, settings)),
        format,
        "jobs");
  }

  private static JobFilter filter(String q, String kind, JobState state) {
    return new JobFilter(
        kind == null || kind.isBlank() ? null : kind, state, q == null || q.isBlank() ? null : q);
  }

  @GetMapping("/console/jobs/{id}")
  String job(@PathVariable UUID id, Model model) {
    JobView job = jobs.find(id).orElseThrow(() -> ApiProblem.unknown("job", id));
    JobSubject subject = search.subject(job);
    model.addAttribute("job", job);
    model.addAttribute("subject", subject);
    model.addAttribute("history", History.of(job));
    model.addAttribute("raw", subject.event() == null ? "" : raw(subject.event()));
    return "console/job";
  }

  private String raw(UUID event) {
    return search
        .raw(event, MOST_RAW)
        .map(kept -> MaskedEvent.of(kept.bytes(), kept.cut(), json))
        .orElse("");
  }
}
