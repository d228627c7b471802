package io.bactrian.embedded.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.LinkedHashMap;
import java.util.Map;

/** An HTTP answer. */
record Answer(int status, Map<String, String> headers, Content body) {

  static Answer json(int status, Object body) {
    try {
      return of(status, "application/json", Content.of(Samples.JSON.writeValueAsBytes(body)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static Answer of(int status, String type, Content body) {
    return new Answer(status, Map.of("Content-Type", type), body);
  }

  static Answer empty(int status) {
    return new Answer(status, Map.of(), Content.of(new byte[0]));
  }

  /** What a fault answers by itself. */
  static Answer told(Fault fault) {
    Map<String, String> headers = new LinkedHashMap<>();
    int status = fault.status() == null ? 500 : fault.status();
    if (fault.action() == Fault.Action.REDIRECT) {
      status = fault.status() == null ? 302 : fault.status();
      headers.put("Location", fault.location());
    }
    if (fault.retryAfter() != null) {
      headers.put("Retry-After", fault.retryAfter());
    }
    byte[] body = new byte[0];
    if (fault.body() != null) {
      headers.put("Content-Type", "application/json");
      body = fault.body().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
    return new Answer(status, headers, Content.of(body));
  }
}
