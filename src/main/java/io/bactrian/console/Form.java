package io.bactrian.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bactrian.api.http.ApiProblem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of a form. Read here and not by the web server, to which a body that was received
 * within the hub's own limits looks like none.
 */
final class Form {

  private final Map<String, List<String>> fields = new LinkedHashMap<>();

  private Form() {}

  /**
   * The form that a request brings.
   *
   * @throws ApiProblem 400 if it can't be read
   */
  static Form of(HttpServletRequest request) {
    try {
      return parse(new String(request.getInputStream().readAllBytes(), UTF_8));
    } catch (IOException | IllegalArgumentException e) {
      throw ApiProblem.badRequest("The form can't be read.");
    }
  }

  static Form parse(String body) {
    Form form = new Form();
    for (String pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.fields
            .computeIfAbsent(
                URLDecoder.decode(pair.substring(0, equals), UTF_8), any -> new ArrayList<>())
            .add(URLDecoder.decode(pair.substring(equals + 1), UTF_8));
      }
    }
    return form;
  }

  /** The first value; null where there is none, or a blank one. */
  String value(String name) {
    List<String> values = all(name);
    return values.isEmpty() || values.get(0).isBlank() ? null : values.get(0);
  }

  List<String> all(String name) {
    return fields.getOrDefault(name, List.of());
  }
}
