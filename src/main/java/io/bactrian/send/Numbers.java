package io.bactrian.send;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.chat.Jid;
import io.bactrian.chat.KnownNumbers;
import io.bactrian.evolution.EvolutionCall;
import io.bactrian.evolution.EvolutionRequests;
import io.bactrian.flow.ExchangeState;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/**
 * Finds the chat of a number that is spelled in two ways, so that both spellings are one line of
 * messages. Evolution is asked once; while it does not answer, the number stays as it was given.
 */
@Component("numbers")
public class Numbers {

  private final KnownNumbers known;
  private final EvolutionRequests evolution;
  private final SendingSettings settings;
  private final ObjectMapper json;
  private final Clock clock;
  private final Map<String, Instant> quietUntil = new ConcurrentHashMap<>();

  public Numbers(
      KnownNumbers known,
      EvolutionRequests evolution,
      SendingSettings settings,
      ObjectMapper json,
      Clock clock) {
    this.known = known;
    this.evolution = evolution;
    this.settings = settings;
    this.json = json;
    this.clock = clock;
  }

  /** Whether Evolution is to be asked what the number is on WhatsApp. */
  public boolean isUnknown(OutgoingMessage message) {
    return KnownNumbers.spellings(message.to()).size() > 1
        && !isQuiet(message.instance())
        && known.find(message.instance(), message.to()).isEmpty();
  }

  /** The call that asks; null if there is nothing to be asked. */
  public EvolutionCall call(@Body OutgoingMessage message) {
    if (!isUnknown(message)) {
      return null;
    }
    ObjectNode body = json.createObjectNode();
    body.putArray("numbers").add(Jid.number(message.to()));
    return evolution
        .post("chat/whatsappNumbers", message.instance(), body)
        .within(settings.numberTimeout());
  }

  /** Takes over the answer; of a number that is not on WhatsApp the send will say so. */
  public void read(
      @Body JsonNode answer, @ExchangeProperty(ExchangeState.MESSAGE) OutgoingMessage message) {
    JsonNode told = answer.path(0);
    String chat = Jid.normalise(told.path("jid").asText(null));
    boolean same = chat != null && KnownNumbers.spellings(message.to()).contains(chat);
    if (told.path("exists").asBoolean() && same) {
      // A database that is away is not an Evolution that does not answer.
      OwnServers.named(
          () -> {
            known.learn(message.instance(), chat);
            return null;
          });
    }
  }

  /** Not asked again for a while: nobody who sends has to wait for an instance that is away. */
  public void unanswered(@ExchangeProperty(ExchangeState.MESSAGE) OutgoingMessage message) {
    Instant now = clock.instant();
    quietUntil.values().removeIf(until -> !now.isBefore(until));
    quietUntil.put(message.instance(), now.plus(settings.numberPause()));
  }

  private boolean isQuiet(String instance) {
    return clock.instant().isBefore(quietUntil.getOrDefault(instance, Instant.MIN));
  }

  /** The message, to the chat that the number is known as. */
  public OutgoingMessage resolved(
      @ExchangeProperty(ExchangeState.MESSAGE) OutgoingMessage message) {
    if (KnownNumbers.spellings(message.to()).size() == 1) {
      return message;
    }
    Optional<String> chat = known.find(message.instance(), message.to());
    return chat.map(message::to).orElse(message);
  }
}
