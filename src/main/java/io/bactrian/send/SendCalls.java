package io.bactrian.send;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.chat.Jid;
import io.bactrian.evolution.CarriedFile;
import io.bactrian.evolution.EvolutionCall;
import io.bactrian.evolution.EvolutionRequests;
import io.bactrian.evolution.EvolutionVersion;
import io.bactrian.failure.InfrastructureFailureException;
import io.bactrian.failure.PermanentFailureException;
import io.bactrian.failure.RungDeadException;
import io.bactrian.memory.DecodingBudget;
import io.bactrian.storage.ObjectStorage;
import io.bactrian.storage.ObjectStream;
import java.io.IOException;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Builds the call that sends a message: sendText, sendMedia or sendWhatsAppAudio. */
@Component
public class SendCalls {

  private static final long MOST_BYTES = Integer.MAX_VALUE;

  private final EvolutionRequests evolution;
  private final EvolutionVersion version;
  private final ObjectStorage storage;
  private final Quotes quotes;
  private final DecodingBudget budget;
  private final ObjectMapper json;

  SendCalls(
      EvolutionRequests evolution,
      EvolutionVersion version,
      ObjectStorage storage,
      Quotes quotes,
      DecodingBudget budget,
      ObjectMapper json) {
    this.evolution = evolution;
    this.version = version;
    this.storage = storage;
    this.quotes = quotes;
    this.budget = budget;
    this.json = json;
  }

  /** Whether it is sent under an id that the call brings; WhatsApp's voice notes never are. */
  boolean takesId(String instance, SendRequest request) {
    boolean voiceNote = request.media() != null && request.media().isVoiceNote();
    return !voiceNote && version.takesMessageIds(instance);
  }

  /** Whether one whose call brought an id may be called again under it, whatever came of that. */
  boolean surelyTakesId(String instance, SendRequest request) {
    return takesId(instance, request) && version.surelyTakesMessageIds(instance);
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
   * The call that sends {@code request} to a chat. A media file that it carries is held once, out
   * of the memory that bodies may have, until the exchange is complete.
   *
   * @param id WhatsApp's id that it is to have; null where Evolution is to choose it
   * @throws InfrastructureFailureException if the media file can't be read from object storage now,
   *     or no memory is free for it
   * @throws PermanentFailureException if it is not there any more, or larger than that memory
   */
  public EvolutionCall call(
      String instance, String chat, SendRequest request, String id, Exchange exchange) {
    ObjectNode body = json.createObjectNode();
    body.put("number", Jid.number(chat));
    putIfGiven(body, "messageId", id);
    SendRequest.Media media = request.media();
    String path = media == null ? text(request, body) : media(request, body);
    options(request, body);
    if (request.quoted() != null) {
      body.set("quoted", quotes.of(instance, chat, request.quoted()));
    }
    // Evolution answers only when it is through with «typing».
    Duration hold = Duration.ofMillis(request.delay() == null ? 0 : request.delay());
    EvolutionCall call = evolution.post(path, instance, body).held(hold);
    return media == null || media.url() != null
        ? call
        : call.carrying(new CarriedFile(content(media), bytes(media.objectKey(), exchange)));
  }

  private static String text(SendRequest request, ObjectNode body) {
    body.put("text", request.text());
    if (request.linkPreview() != null) {
      body.put("linkPreview", request.linkPreview());
    }
    return "message/sendText";
  }

  /** The field for the media: an address, or the bytes. */
  private static String content(SendRequest.Media media) {
    return media.isVoiceNote() ? "audio" : "media";
  }

  private static String media(SendRequest request, ObjectNode body) {
    SendRequest.Media media = request.media();
    putIfGiven(body, content(media), media.url());
    if (media.isVoiceNote()) {
      body.put("encoding", true);
      return "message/sendWhatsAppAudio";
    }
    body.put("mediatype", media.mediaType());
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

  private byte[] bytes(String objectKey, Exchange exchange) {
    try (ObjectStream in = storage.open(objectKey, MOST_BYTES)) {
      if (in.length() < 0 || budget.exceeds(in.length())) {
        throw new PermanentFailureException(
            "the media file to be sent is larger than bactrian.decoding.memory");
      }
      budget.take(in.length(), exchange);
      byte[] bytes = new byte[(int) in.length()];
      if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
        throw new InfrastructureFailureException("the media file to be sent broke off", null);
      }
      return bytes;
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
