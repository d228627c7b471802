package io.bactrian.send;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.failure.PermanentFailureException;
import io.bactrian.storage.ObjectBytes;
import io.bactrian.storage.ObjectStorage;
import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Keeps what messages to be sent consist of: JSON in the row, bytes in object storage. */
@Component
class SendRequests {

  private final ObjectStorage storage;
  private final ObjectMapper json;

  SendRequests(ObjectStorage storage, ObjectMapper json) {
    this.storage = storage;
    this.json = json;
  }

  /** Bytes that came with the message go to object storage: no row and no job carries them. */
  SendRequest keep(UUID id, OutgoingMessage message) {
    OutgoingMessage.Media media = message.media();
    if (media == null || media.content() == null) {
      return SendRequest.of(message, null);
    }
    String key = "outbound/" + id;
    byte[] content = media.content();
    storage.putInline(key, () -> new ByteArrayInputStream(content), ObjectBytes.of(content));
    return SendRequest.of(message, key);
  }

  /** As the row has it. */
  String write(SendRequest request) {
    try {
      return json.writeValueAsString(request);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What a row has.
   *
   * @throws PermanentFailureException if it can't be read
   */
  SendRequest read(OutgoingRow message) {
    try {
      return json.readValue(message.request(), SendRequest.class);
    } catch (JsonProcessingException e) {
      throw new PermanentFailureException("what was to be sent can't be read any more");
    }
  }
}
