package io.bactrian.console;

import io.bactrian.api.AttachmentLinks;
import io.bactrian.api.AttachmentQueries;
import io.bactrian.api.AttachmentQueries.Filter;
import io.bactrian.api.AttachmentStatus;
import io.bactrian.api.AttachmentView;
import io.bactrian.api.JobQueries;
import io.bactrian.api.JobView;
import io.bactrian.api.MessageQueries;
import io.bactrian.api.MessageView;
import io.bactrian.api.http.ApiProblem;
import io.bactrian.api.http.ApiSettings;
import io.bactrian.api.http.ChatAddress;
import io.bactrian.api.http.PageRequest;
import io.bactrian.audit.InstanceBook;
import io.bactrian.audit.InstanceState;
import io.bactrian.chat.AttachmentKind;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The media files: a gallery, and a page for each with its history. */
@Controller
final class MediaPages {

  private final AttachmentQueries attachments;
  private final AttachmentLinks links;
  private final MessageQueries messages;
  private final JobQueries jobs;
  private final InstanceBook instances;
  private final Exports exports;
  private final ApiSettings settings;

  MediaPages(
      AttachmentQueries attachments,
      AttachmentLinks links,
      MessageQueries messages,
      JobQueries jobs,
      InstanceBook instances,
      Exports exports,
      ApiSettings settings) {
    this.attachments = attachments;
    this.links = links;
    this.messages = messages;
    this.jobs = jobs;
    this.instances = instances;
    this.exports = exports;
    this.settings = settings;
  }

  @GetMapping("/console/media")
  String gallery(
      @RequestParam(required = false) AttachmentStatus status,
      @RequestParam(required = false) AttachmentKind kind,
      @RequestParam(required = false) String instance,
      @RequestParam(required = false) String chat,
      @RequestParam(required = false) String cursor,
      Model model) {
    Filter filter = filter(status, kind, instance, chat);
    model.addAttribute("filter", filter);
    model.addAttribute("page", attachments.list(filter, PageRequest.of(null, cursor, settings)));
    model.addAttribute("cursor", cursor == null ? "" : cursor);
    model.addAttribute("instances", instances.all().stream().map(InstanceState::name).toList());
    return "console/media";
  }

  @GetMapping(path = "/console/media", params = "format")
  ResponseEntity<String> export(
      @RequestParam(required = false) AttachmentStatus status,
      @RequestParam(required = false) AttachmentKind kind,
      @RequestParam(required = false) String instance,
      @RequestParam(required = false) String chat,
      @RequestParam(required = false) String cursor,
      @RequestParam Exports.Format format) {
    Filter filter = filter(status, kind, instance, chat);
    return exports.of(
        attachments.list(filter, PageRequest.of(null, cursor, settings)), format, "media");
  }

  private static Filter filter(
      AttachmentStatus status, AttachmentKind kind, String instance, String chat) {
    return new Filter(status, blank(instance), ChatAddress.ofChat(chat), kind);
  }

  @GetMapping("/console/media/{id}")
  String media(@PathVariable UUID id, Model model) {
    AttachmentView media =
        attachments.find(id).orElseThrow(() -> ApiProblem.unknown("attachment", id));
    MessageView message = messages.find(media.message()).orElse(null);
    List<JobView> work = jobs.ofSubject(id);
    model.addAttribute("media", media);
    model.addAttribute("message", message);
    model.addAttribute("work", work);
    model.addAttribute("history", History.of(media, message, work));
    return "console/media-file";
  }

  @GetMapping("/console/media/{id}/content")
  ResponseEntity<Void> content(@PathVariable UUID id) {
    return found(links.content(id));
  }

  @GetMapping("/console/media/{id}/thumbnail")
  ResponseEntity<Void> thumbnail(@PathVariable UUID id) {
    return found(links.thumbnail(id));
  }

  @GetMapping("/console/media/{id}/transcoded")
  ResponseEntity<Void> transcoded(@PathVariable UUID id) {
    return found(links.transcoded(id));
  }

  /** Object storage answers as an attachment of a harmless type: nothing of it runs here. */
  private static ResponseEntity<Void> found(URI link) {
    return ResponseEntity.status(HttpStatus.FOUND).location(link).build();
  }

  private static String blank(String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
