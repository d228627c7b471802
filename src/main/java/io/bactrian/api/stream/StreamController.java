package io.bactrian.api.stream;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells of changes as they happen. */
@RestController
@Tag(name = "stream")
final class StreamController {

  private final StreamClients clients;

  StreamController(StreamClients clients) {
    this.clients = clients;
  }

  @GetMapping(path = "/api/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Operation(
      summary = "Changes as they happen",
      description =
          "Server-sent events named message, attachment, job and lane, with the JSON of the API. "
              + "Shows the newest state and is no log: a listener that falls behind is dropped, "
              + "and reads the lists when it comes back.")
  @ApiResponse(responseCode = "200", description = "Does not end")
  ResponseEntity<SseEmitter> stream() {
    // Proxies such as nginx would collect events instead of passing them on.
    return ResponseEntity.ok().header("X-Accel-Buffering", "no").body(clients.open());
  }
}
