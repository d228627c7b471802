package io.bactrian.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Webhook bodies as Evolution sends them. */
public final class Webhooks {

  private Webhooks() {}

  /** A sample as it would be sent today. */
  public static JsonNode sample(ObjectMapper json, String name) {
    try (InputStream in = Webhooks.class.getResourceAsStream("/samples/" + name)) {
      return json.readTree(SampleDates.today(new String(in.readAllBytes(), UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] bytes(String name) {
    try (InputStream in = Webhooks.class.getResourceAsStream("/samples/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The key of the webhook's message, to be changed. */
  public static ObjectNode key(JsonNode webhook) {
    return (ObjectNode) webhook.at("/data/key");
  }

  /** The content of the webhook's message, such as its imageMessage, to be changed. */
  public static ObjectNode content(JsonNode webhook, String type) {
    return (ObjectNode) webhook.at("/data/message/" + type);
  }

  /** A webhook's message moved to a chat, under an id. */
  static <T extends JsonNode> T in(T webhook, String chat, String id) {
    return in(webhook, chat, null, id);
  }

  /** The same, in a chat with two names. */
  static <T extends JsonNode> T in(T webhook, String chat, String alt, String id) {
    ObjectNode key = key(webhook);
    key.put("remoteJid", chat).put("id", id).remove("remoteJidAlt");
    if (alt != null) {
      key.put("remoteJidAlt", alt);
    }
    return webhook;
  }
}
