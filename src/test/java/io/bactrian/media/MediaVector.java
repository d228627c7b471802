package io.bactrian.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.chat.AttachmentKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A media file with its keys, as {@code media-vectors.json} lists them. */
record MediaVector(
    String name,
    AttachmentKind kind,
    byte[] mediaKey,
    byte[] fileSha256,
    byte[] fileEncSha256,
    long length,
    String plaintextFile,
    String encFile) {

  private static final String FOLDER = "/samples/media/";

  static List<MediaVector> all() {
    try {
      List<MediaVector> vectors = new ArrayList<>();
      for (JsonNode node :
          new ObjectMapper().readTree(sample("media-vectors.json")).get("vectors")) {
        vectors.add(of(node));
      }
      return vectors;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static MediaVector of(String name) {
    return all().stream().filter(vector -> vector.name.equals(name)).findFirst().orElseThrow();
  }

  private static MediaVector of(JsonNode node) {
    String type = node.get("type").asText();
    String edge = node.path("case").asText("");
    return new MediaVector(
        edge.isEmpty() ? type : edge,
        AttachmentKind.valueOf(
            switch (type) {
              case "ptv" -> "video";
              case "ptt" -> "audio";
              default -> type;
            }),
        bytes(node, "mediaKeyBase64"),
        bytes(node, "fileSha256Base64"),
        bytes(node, "fileEncSha256Base64"),
        node.get("plaintextLength").asLong(),
        node.path("plaintextFile").asText(null),
        node.path("encFile").asText(edge.isEmpty() ? null : "edge_" + edge + ".enc"));
  }

  private static byte[] bytes(JsonNode node, String field) {
    return Base64.getDecoder().decode(node.get(field).asText());
  }

  static byte[] sample(String file) {
    try (InputStream in = MediaVector.class.getResourceAsStream(FOLDER + file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] plaintext() {
    return sample(plaintextFile);
  }

  byte[] encrypted() {
    return sample(encFile);
  }

  MediaKeys keys() {
    return MediaKeys.derive(unvouched());
  }

  Expectation expected() {
    return new Expectation(kind, null, null, length, mediaKey, fileSha256, fileEncSha256);
  }

  /** As a webhook without hashes and length would announce it. */
  Expectation unvouched() {
    return new Expectation(kind, null, null, null, mediaKey, null, null);
  }

  @Override
  public String toString() {
    return name;
  }
}
