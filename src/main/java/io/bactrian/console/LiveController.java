package io.bactrian.console;

import io.bactrian.api.stream.StreamClients;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells an open page that something has changed: the API's stream, by session instead of token. */
@Controller
final class LiveController {

  private final StreamClients clients;

  LiveController(StreamClients clients) {
    this.clients = clients;
  }

  @GetMapping(path = "/console/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  ResponseEntity<SseEmitter> live() {
    return ResponseEntity.ok().header("X-Accel-Buffering", "no").body(clients.open());
  }
}
