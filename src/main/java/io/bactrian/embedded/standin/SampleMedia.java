package io.bactrian.embedded.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A media file of the samples.
 *
 * @param mimeType empty for those without a file of their own
 */
record SampleMedia(EncryptedMedia media, String mimeType) {

  /** The seven kinds first, then a document with no bytes, with one block and with a mebibyte. */
  static List<SampleMedia> all() {
    List<SampleMedia> all = new ArrayList<>();
    for (JsonNode vector : Samples.json("media/media-vectors.json").get("vectors")) {
      byte[] key = Base64.getDecoder().decode(vector.get("mediaKeyBase64").asText());
      String file = vector.path("plaintextFile").asText("");
      EncryptedMedia media =
          EncryptedMedia.of(key, vector.get("type").asText(), plain(vector, file));
      all.add(new SampleMedia(media, mimeType(file)));
    }
    return all;
  }

  private static Content plain(JsonNode vector, String file) {
    if (!file.isEmpty()) {
      return Content.of(Samples.bytes("media/" + file));
    }
    long length = vector.get("plaintextLength").asLong();
    return length == 16
        ? Content.of("0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
        : Content.generated(length);
  }

  private static String mimeType(String file) {
    return switch (file.substring(file.lastIndexOf('.') + 1)) {
      case "jpg" -> "image/jpeg";
      case "webp" -> "image/webp";
      case "mp4" -> "video/mp4";
      case "ogg" -> "audio/ogg; codecs=opus";
      case "pdf" -> "application/pdf";
      default -> "application/octet-stream";
    };
  }
}
