package io.bactrian.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.bactrian.memory.CompactTree;
import io.bactrian.webhook.WebhookSettings;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BiPredicate;

/**
 * The one way in which bodies are read as JSON, when they come and when they are decoded again, so
 * that both agree on what is there. UTF-8 only, as RFC 8259 asks; nothing is guessed.
 */
final class WireJson {

  private final ObjectMapper mapper;

  WireJson(WebhookSettings settings) {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(settings.maxDepth())
                    .maxStringLength(
                        (int) Math.min(settings.maxEventSize().toBytes(), Integer.MAX_VALUE))
                    .build())
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            // A body may name millions of them, and the JVM's own table of names is not ours to
            // fill.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            // Half a surrogate pair in a text would not be written as UTF-8.
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();
    mapper = JsonMapper.builder(factory).build();
  }

  JsonParser parser(InputStream in) throws IOException {
    return mapper.createParser(in);
  }

  /** The body with all that makes it what it is. */
  JsonNode tree(byte[] json) throws NotUnderstoodException {
    return tree(json, CompactTree::nothing);
  }

  /** The body without what decoding does not look at. */
  JsonNode content(byte[] json) throws NotUnderstoodException {
    return tree(json, WireJson::isThumbnail);
  }

  private JsonNode tree(byte[] json, BiPredicate<String, String> unwanted)
      throws NotUnderstoodException {
    try (JsonParser parser = mapper.createParser(json)) {
      JsonNode root = CompactTree.read(parser, unwanted);
      if (root == null || !root.isObject()) {
        throw new NotUnderstoodException("not a JSON object");
      }
      if (parser.nextToken() != null) {
        throw new NotUnderstoodException("more than one JSON value");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw notUnderstood(e);
    } catch (IOException e) {
      throw new NotUnderstoodException("not JSON", e);
    }
  }

  String write(JsonNode node) throws NotUnderstoodException {
    try {
      return mapper.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw notUnderstood(e);
    }
  }

  /** Jackson's own messages quote the body; the place is enough. */
  static NotUnderstoodException notUnderstood(JsonProcessingException e) {
    if (e instanceof StreamConstraintsException) {
      return new NotUnderstoodException("nested too deep, or a text or number too long");
    }
    long place = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
    return new NotUnderstoodException("not JSON" + (place < 0 ? "" : " at byte " + place));
  }

  /** A picture of what is shown elsewhere: nobody who decodes looks at it. */
  private static boolean isThumbnail(String parent, String name) {
    return name.equals("jpegThumbnail");
  }
}
