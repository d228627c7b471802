package io.bactrian.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.api.http.Page;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Exactly what a list shows, as a file for other programs; in CSV or with the fields of the API.
 */
@Component
class Exports {

  enum Format {
    csv,
    json
  }

  private final ObjectMapper json;

  Exports(ObjectMapper json) {
    this.json = json;
  }

  ResponseEntity<String> of(Page<?> page, Format format, String name) {
    JsonNode rows = json.valueToTree(page.items());
    return ResponseEntity.ok()
        .contentType(
            format == Format.csv
                ? MediaType.parseMediaType("text/csv;charset=UTF-8")
                : MediaType.APPLICATION_JSON)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(name + "." + format).build().toString())
        .body(format == Format.csv ? csv(rows) : pretty(rows));
  }

  private String pretty(JsonNode rows) {
    try {
      return json.writerWithDefaultPrettyPrinter().writeValueAsString(rows);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String csv(JsonNode rows) {
    Set<String> columns = new LinkedHashSet<>();
    rows.forEach(row -> row.fieldNames().forEachRemaining(columns::add));
    StringBuilder csv = new StringBuilder(String.join(",", columns)).append("\r\n");
    for (JsonNode row : rows) {
      csv.append(
              columns.stream()
                  .map(column -> cell(row.get(column)))
                  .collect(Collectors.joining(",")))
          .append("\r\n");
    }
    return csv.toString();
  }

  private static String cell(JsonNode value) {
    if (value == null || value.isNull()) {
      return "";
    }
    String text = value.isValueNode() ? value.asText() : value.toString();
    // A spreadsheet would take such a text, which a stranger may have written, for a formula.
    String harmless = value.isTextual() && text.matches("(?s)[=+\\-@\t\r].*") ? "'" + text : text;
    return harmless.matches("(?s).*[\",\r\n].*")
        ? '"' + harmless.replace("\"", "\"\"") + '"'
        : harmless;
  }
}
