package io.bactrian.embedded.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A call as it came in and was answered.
 *
 * @param path without the query
 * @param status as answered or, with a fault that spoils the answer, as it would have been
 * @param instance of a send; else null, like the three that follow
 * @param number whom to
 * @param text or caption
 * @param id the message id that was answered
 * @param request the body, without the media itself
 */
public record Call(
    Instant at,
    String method,
    String path,
    int status,
    String instance,
    String number,
    String text,
    String id,
    JsonNode request) {

  /** Whether it is a message that was taken to be sent. */
  public boolean sent() {
    return id != null;
  }
}
