package io.bactrian.embedded.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An HTTP request.
 *
 * @param path as sent, still encoded
 * @param query as sent; empty for none
 * @param headers by name in lower case
 */
record Request(String method, String path, String query, Map<String, String> headers, byte[] body) {

  /** Path and query. */
  String target() {
    return query.isEmpty() ? path : path + "?" + query;
  }

  /** A parameter of the query, decoded; null where absent. */
  String parameter(String name) {
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
      }
    }
    return null;
  }

  /** The body as JSON; missing where it is none. */
  JsonNode json() {
    try {
      return Samples.JSON.readTree(body);
    } catch (IOException e) {
      return Samples.JSON.missingNode();
    }
  }
}
