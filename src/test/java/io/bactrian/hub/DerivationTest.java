package io.bactrian.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;

/** What the tests of derivatives have in common. */
abstract class DerivationTest extends HubTest {

  static final String KIND = "derive_media";
  static final HttpClient HTTP = HttpClient.newHttpClient();

  /** The instance's attachment, once its derivatives are in that state. */
  JsonNode derived(String state) {
    return hub.until(
            "/api/attachments?instance=" + instance,
            answer -> answer.at("/items/0/derivatives").asText().equals(state))
        .at("/items/0");
  }

  HttpRequest.Builder api(JsonNode attachment, String part) {
    return hub.api("/api/attachments/" + id(attachment) + "/" + part).GET();
  }

  static UUID id(JsonNode thing) {
    return UUID.fromString(thing.path("id").asText());
  }

  static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
