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

/** Shows attachments. */
@RestController
@RequestMapping(path = "/api/attachments", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "attachments")
final class AttachmentController {

  private final AttachmentQueries attachments;
  private final ApiSettings settings;

  AttachmentController(AttachmentQueries attachments, ApiSettings settings) {
    this.attachments = attachments;
    this.settings = settings;
  }

  @GetMapping
  @Operation(summary = "Attachments, newest first")
  Page<AttachmentView> list(
      @RequestParam(required = false) AttachmentStatus status,
      @RequestParam(required = false) String instance,
      @RequestParam(required = false) Integer limit,
      @RequestParam(required = false) String cursor) {
    return attachments.list(status, instance, PageRequest.of(limit, cursor, settings));
  }

  @GetMapping("/{id}")
  @Operation(summary = "One attachment")
  AttachmentView get(@PathVariable UUID id) {
    return attachments.find(id).orElseThrow(() -> ApiProblem.unknown("attachment", id));
  }
}
