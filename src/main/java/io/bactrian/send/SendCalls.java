package io.bactrian.send;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.chat.Jid;
import io.bactrian.evolution.EvolutionCall;
import io.bactrian.evolution.EvolutionKeys;
import io.bactrian.evolution.EvolutionSettings;
import io.bactrian.evolution.EvolutionVersion;
import io.bactrian.failure.InfrastructureFailureException;
import io.bactrian.failure.PermanentFailureException;
import io.bactrian.failure.RungDeadException;
import io.bactrian.storage.ObjectStorage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Base64;
import org.springframework.stereotype.Component;

/** Builds the call that sends a message: sendText, sendMedia or sendWhatsAppAudio. */
@Component
public class SendCalls {

  private final EvolutionSettings settings;
  private final EvolutionKeys keys;
  private final EvolutionVersion version;
  private final ObjectStorage storage;
  private final Quotes quotes;
  private final ObjectMapper json;

  SendCalls(
      EvolutionSettings settings,
      EvolutionKeys keys,
      EvolutionVersion version,
      ObjectStorage storage,
      Quotes quotes,
      ObjectMapper json) {
    this.settings = settings;
    this.keys = keys;
    this.version = version;
    this.storage = storage;
    this.quotes = quotes;
    this.json = json;
  }

  /** Whether it is sent under an id that the call brings; WhatsApp's voice notes never are. */
  boolean takesId(String instance, SendRequest request) {
    boolean voiceNote = request.media() != null && request.media().isVoiceNote();
    return !voiceNote && version.takesMessageIds(instance);
  }

  /** A message of this instance got another id than its call brought. */
  void takesNoIds(String instance) {
    version.refute(instance);
  }

  /** A call broke off: Evolution may be another version when it is back. */
  void doubtVersion() {
    version.doubt();
  }

  /**
   * The call that sends {@code request} to a chat.
   *
   * @param id WhatsApp's id that it is to have; null where Evolution is to choose it
   */
  public EvolutionCall call(String instance, String chat, SendRequest request, String id) {
    ObjectNode body = json.createObjectNode();
    body.put("number", Jid.number(chat));
    putIfGiven(body, "messageId", id);
    String path = request.media() == null ? text(request, body) : media(request, body);
    options(request, body);
    if (request.quoted() != null) {
      body.set("quoted", quotes.of(instance, chat, request.quoted()));
    }
    // Evolution answers only when it is through with «typing».
    Duration hold = Duration.ofMillis(request.delay() == null ? 0 : request.delay());
    return EvolutionCall.of(
            "POST", settings.baseUrl(), path, instance, null, keys.of(instance), body.toString())
        .held(hold);
  }

  private static String text(SendRequest request, ObjectNode body) {
    body.put("text", request.text());
    if (request.linkPreview() != null) {
      body.put("linkPreview", request.linkPreview());
    }
    return "message/sendText";
  }

  private String media(SendRequest request, ObjectNode body) {
    SendRequest.Media media = request.media();
    String content = media.url() != null ? media.url() : base64(media.objectKey());
    if (media.isVoiceNote()) {
      body.put("audio", content);
      body.put("encoding", true);
      return "message/sendWhatsAppAudio";
    }
    body.put("mediatype", media.mediaType());
    body.put("media", content);
    String caption = media.caption() == null ? request.text() : media.caption();
    putIfGiven(body, "mimetype", media.mimetype());
    putIfGiven(body, "fileName", media.sentName());
    putIfGiven(body, "caption", caption);
    return "message/sendMedia";
  }

  private static void options(SendRequest request, ObjectNode body) {
    if (request.delay() != null) {
      body.put("delay", request.delay());
    }
    if (request.mentionsEveryOne() != null) {
      body.put("mentionsEveryOne", request.mentionsEveryOne());
    }
    if (request.mentioned() != null && !request.mentioned().isEmpty()) {
      var mentioned = body.putArray("mentioned");
      request.mentioned().forEach(mentioned::add);
    }
  }

  private String base64(String objectKey) {
    try (InputStream in = storage.open(objectKey)) {
      return Base64.getEncoder().encodeToString(in.readAllBytes());
    } catch (RungDeadException e) {
      throw new PermanentFailureException("the media file to be sent is gone from object storage");
    } catch (IOException e) {
      throw new InfrastructureFailureException(
          "the media file to be sent could not be read from storage", null);
    }
  }

  private static void putIfGiven(ObjectNode body, String field, String value) {
    if (value != null) {
      body.put(field, value);
    }
  }
}
