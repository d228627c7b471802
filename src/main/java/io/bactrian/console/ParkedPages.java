package io.bactrian.console;

import io.bactrian.api.ParkedJob;
import io.bactrian.api.ParkedQueries;
import io.bactrian.api.ParkedQueries.Filter;
import io.bactrian.api.http.ApiProblem;
import io.bactrian.api.http.ApiSettings;
import io.bactrian.api.http.Page;
import io.bactrian.api.http.PageRequest;
import io.bactrian.job.JobKinds;
import io.bactrian.job.Parked;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What was given up and why: by reason, then one by one; and the way to put it back. */
@Controller
final class ParkedPages {

  private static final int MOST_GROUPS = 100;
  private static final int BATCH = 500;

  private final ParkedQueries parked;
  private final Parked replays;
  private final ActionBook actions;
  private final JobKinds kinds;
  private final Exports exports;
  private final ApiSettings settings;
  private final Clock clock;

  ParkedPages(
      ParkedQueries parked,
      Parked replays,
      ActionBook actions,
      JobKinds kinds,
      Exports exports,
      ApiSettings settings,
      Clock clock) {
    this.parked = parked;
    this.replays = replays;
    this.actions = actions;
    this.kinds = kinds;
    this.exports = exports;
    this.settings = settings;
    this.clock = clock;
  }

  @GetMapping("/console/parked")
  String groups(
      @RequestParam(required = false) String kind,
      @RequestParam(required = false) String instance,
      Model model) {
    Filter filter = new Filter(blank(kind), blank(instance), null);
    model.addAttribute("filter", filter);
    model.addAttribute("groups", parked.groups(filter, MOST_GROUPS));
    model.addAttribute("total", parked.count(filter));
    model.addAttribute("kinds", kinds.names());
    return "console/parked";
  }

  @GetMapping("/console/parked/jobs")
  String rows(
      @RequestParam(required = false) String kind,
      @RequestParam(required = false) String instance,
      @RequestParam(required = false) String reason,
      @RequestParam(required = false) String cursor,
      Model model) {
    Filter filter = new Filter(blank(kind), blank(instance), blank(reason));
    Page<ParkedJob> page = parked.list(filter, PageRequest.of(null, cursor, settings));
    model.addAttribute("filter", filter);
    model.addAttribute("page", page);
    model.addAttribute("total", parked.count(filter));
    model.addAttribute("cursor", cursor == null ? "" : cursor);
    return "console/parked-jobs";
  }

  @GetMapping(path = "/console/parked/jobs", params = "format")
  ResponseEntity<String> export(
      @RequestParam(required = false) String kind,
      @RequestParam(required = false) String instance,
      @RequestParam(required = false) String reason,
      @RequestParam(required = false) String cursor,
      @RequestParam Exports.Format format) {
    Filter filter = new Filter(blank(kind), blank(instance), blank(reason));
    return exports.of(
        parked.list(filter, PageRequest.of(null, cursor, settings)), format, "parked");
  }

  /** One of them. */
  @PostMapping("/console/parked/{id}/replay")
  ResponseEntity<String> replay(
      @PathVariable UUID id,
      @ModelAttribute(name = "frame", binding = false) Frame frame,
      HttpServletRequest request) {
    long count =
        actions.record(
            SessionFilter.of(request),
            "replay",
            id.toString(),
            () -> replays.replay(id).isPresent() ? 1 : 0);
    if (count == 0) {
      throw ApiProblem.notFound("Nothing is parked under %s.".formatted(id));
    }
    return Notice.of(frame.texts().of("replayed", count));
  }

  /** Those that were chosen in the list. */
  @PostMapping(
      path = "/console/parked/chosen",
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ResponseEntity<String> replayChosen(
      @ModelAttribute(name = "frame", binding = false) Frame frame, HttpServletRequest request) {
    List<UUID> ids = Form.of(request).all("id").stream().map(ParkedPages::uuid).toList();
    long count =
        actions.record(
            SessionFilter.of(request),
            "replay",
            ids.size() == 1 ? ids.get(0).toString() : "chosen",
            () -> replays.replay(ids));
    return Notice.of(frame.texts().of("replayed", count));
  }

  /** All that match the filter and were parked when the button was shown or later, until now. */
  @PostMapping(
      path = "/console/parked/matching",
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ResponseEntity<String> replayMatching(
      @ModelAttribute(name = "frame", binding = false) Frame frame, HttpServletRequest request) {
    Form form = Form.of(request);
    Filter filter = new Filter(form.value("kind"), form.value("instance"), form.value("reason"));
    long count =
        actions.record(SessionFilter.of(request), "replay", said(filter), () -> replayAll(filter));
    return Notice.of(frame.texts().of("replayed", count));
  }

  /** A batch a transaction; what is parked again meanwhile is left out, or it would never end. */
  private long replayAll(Filter filter) {
    Instant begin = clock.instant();
    long count = 0;
    List<UUID> ids = parked.ids(filter, begin, BATCH);
    while (!ids.isEmpty()) {
      count += replays.replay(ids);
      ids = parked.ids(filter, begin, BATCH);
    }
    return count;
  }

  private static String said(Filter filter) {
    StringBuilder said = new StringBuilder();
    add(said, "kind", filter.kind());
    add(said, "instance", filter.instance());
    add(said, "reason", filter.reason());
    return said.isEmpty() ? "all" : said.toString();
  }

  private static void add(StringBuilder said, String name, String value) {
    if (value != null) {
      said.append(said.isEmpty() ? "" : ", ").append(name).append('=').append(value);
    }
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw ApiProblem.badRequest("'id' must be a UUID.");
    }
  }

  private static String blank(String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
