package io.bactrian.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.bactrian.chat.InstanceName;
import io.bactrian.evolution.EvolutionAccess;
import io.bactrian.failure.RungDeadException;
import io.bactrian.memory.AnswerTooLargeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/**
 * Asks Evolution for a media file it downloads and decrypts itself; the answer is base64 in JSON.
 */
@Component
class EvolutionMedia {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonFactory PARSERS = new JsonFactory();
  private static final Base64Variant BASE64 =
      Base64Variants.MIME_NO_LINEFEEDS.withReadPadding(
          Base64Variant.PaddingReadBehaviour.PADDING_ALLOWED);

  private final MediaHttp http;
  private final MediaHosts hosts;
  private final MediaSettings settings;
  private final EvolutionAccess access;

  EvolutionMedia(MediaHttp http, MediaHosts hosts, MediaSettings settings, EvolutionAccess access) {
    this.http = http;
    this.hosts = hosts;
    this.settings = settings;
    this.access = access;
  }

  /**
   * Writes the media out.
   *
   * @param message JSON of the message with its key, wrappers removed
   */
  void get(String instance, String message, OutputStream out) {
    if (!InstanceName.isFit(instance)) {
      // A server may read dots in a path as steps, percent-encoded or not.
      throw RungDeadException.forGood("no instance can be called that");
    }
    String path = "/chat/getBase64FromMediaMessage/" + UriUtils.encodePathSegment(instance, UTF_8);
    Target target = hosts.onEvolution(path);
    HttpPost post = target.on(new HttpPost("/"));
    post.setHeader("apikey", access.apiKey(instance));
    post.setEntity(new StringEntity(request(message), ContentType.APPLICATION_JSON));
    http.exchange(
        post,
        target,
        settings.evolutionTimeout(),
        settings.deadline(),
        response -> {
          read(response, out);
          return null;
        });
  }

  private static String request(String message) {
    try {
      JsonNode parsed = JSON.readTree(message);
      if (!parsed.isObject()) {
        throw RungDeadException.forGood("no message to ask Evolution with");
      }
      return JsonNodeFactory.instance
          .objectNode()
          .put("convertToMp4", false)
          .set("message", parsed)
          .toString();
    } catch (JsonProcessingException e) {
      throw RungDeadException.forGood("no message to ask Evolution with");
    }
  }

  private void read(ClassicHttpResponse response, OutputStream out) throws IOException {
    HttpEntity body = response.getEntity();
    InputStream in = body == null ? InputStream.nullInputStream() : body.getContent();
    int status = response.getCode();
    if (status / 100 == 2) {
      // Evolution answers 201 for success.
      try {
        decode(new LimitedStream(in, settings.maxEvolutionEnvelope().toBytes()), out);
      } catch (AnswerTooLargeException e) {
        throw RungDeadException.forGood(e.getMessage(), e);
      }
      return;
    }
    int limit = (int) Math.min(settings.maxEvolutionEnvelope().toBytes(), Integer.MAX_VALUE - 8);
    EvolutionRefusal refusal = EvolutionRefusal.of(status, in.readNBytes(limit));
    if (refusal.passing()) {
      throw http.unavailable(refusal.reason(), response);
    }
    throw new RungDeadException(refusal.reason());
  }

  /**
   * Token by token, so that neither the base64 nor any other text is ever held as a whole. What is
   * not media is small, before it and behind it: a parser remembers the names it has met.
   */
  private void decode(LimitedStream answer, OutputStream out) throws IOException {
    long envelope = settings.maxEvolutionEnvelope().toBytes();
    boolean found = false;
    try (JsonParser parser = PARSERS.createParser(answer)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new SourceUnavailableException("Evolution's answer is no JSON object", null);
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean media = parser.currentName().equals("base64");
        if (parser.nextToken() == JsonToken.VALUE_STRING && media && !found) {
          answer.allow(settings.maxSize().toBytes() / 3 * 4 + envelope);
          parser.readBinaryValue(BASE64, out);
          answer.allow(envelope);
          found = true;
        } else {
          parser.skipChildren();
        }
      }
    } catch (JsonProcessingException e) {
      throw new SourceUnavailableException("Evolution's answer is broken JSON", null);
    } catch (IllegalArgumentException e) {
      throw new RungDeadException("not base64");
    }
    if (!found) {
      throw new RungDeadException("Evolution's answer holds no base64");
    }
  }
}
