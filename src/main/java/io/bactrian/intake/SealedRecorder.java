package io.bactrian.intake;

import io.bactrian.chat.Identities;
import io.bactrian.chat.Incoming;
import io.bactrian.chat.Originals;
import io.bactrian.chat.Originals.Original;
import io.bactrian.decode.NotUnderstoodException;
import io.bactrian.decode.SecretCipher;
import io.bactrian.decode.SecretContent;
import io.bactrian.decode.WebhookDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Opens what is encrypted with another message's secret, which is kept beside that message; of
 * older ones it stands in the event that brought them. In the caller's transaction.
 */
@Component
class SealedRecorder {

  /**
   * What was opened.
   *
   * @param at when it was said, if it tells, or null
   */
  record Opened(String text, Instant at) {}

  private final Originals originals;
  private final Identities identities;
  private final EventBook events;
  private final WebhookDecoder decoder;
  private final Polls polls;

  SealedRecorder(
      Originals originals,
      Identities identities,
      EventBook events,
      WebhookDecoder decoder,
      Polls polls) {
    this.originals = originals;
    this.identities = identities;
    this.events = events;
    this.decoder = decoder;
    this.polls = polls;
  }

  /**
   * Opens it; if that can't be, what Evolution says of it counts.
   *
   * @throws NotUnderstoodException if neither is possible, as yet or for good
   */
  Opened open(Incoming.Sealed sealed, Original original) throws NotUnderstoodException {
    try {
      return opened(sealed, original);
    } catch (NotUnderstoodException e) {
      if (sealed.told() == null) {
        throw e;
      }
      return new Opened(sealed.told(), null);
    }
  }

  private Opened opened(Incoming.Sealed sealed, Original original) throws NotUnderstoodException {
    Original known = original.secret() == null ? fromItsEvent(original, sealed) : original;
    if (known.secret() == null) {
      throw new NotUnderstoodException("the secret of the message that it belongs to is not known");
    }
    byte[] plaintext =
        SecretCipher.open(
            new SecretCipher.Secret(sealed.kind(), sealed.payload(), sealed.iv()),
            known.secret(),
            sealed.message().quotedId(),
            authors(sealed, known),
            speakers(sealed, known.instance()));
    if (plaintext == null) {
      throw new NotUnderstoodException(
          "it can't be opened with the secret of the message that it belongs to");
    }
    String text = SecretContent.text(sealed.kind(), plaintext, polls.options(known.content()));
    return new Opened(text, sealed.kind().edits() ? SecretContent.at(plaintext) : null);
  }

  /** Before it was kept beside the message: both were recorded at one moment. */
  private Original fromItsEvent(Original original, Incoming.Sealed sealed) {
    for (EventBook.Kept kept : events.keptAt(original.instance(), original.recordedAt())) {
      for (Incoming item : items(kept)) {
        if (item instanceof Incoming.Message message
            && message.key().id().equals(sealed.message().quotedId())
            && message.secret() != null) {
          originals.keepSecret(original.id(), message.secret());
          String content = original.content() == null ? message.content() : original.content();
          return original.with(message.secret(), content);
        }
      }
    }
    return original;
  }

  private List<Incoming> items(EventBook.Kept kept) {
    try {
      return decoder.decode(kept.id(), kept.name(), kept.raw()).items();
    } catch (NotUnderstoodException e) {
      return List.of();
    }
  }

  private Set<String> authors(Incoming.Sealed sealed, Original original) {
    List<String> told = new ArrayList<>();
    var key = sealed.message().key();
    if (original.ours()) {
      told.add(sealed.actor().self());
    } else if (original.sender() == null) {
      told.add(original.chat());
      told.add(key.chat());
      told.add(key.chatAlt());
    }
    told.add(original.sender());
    told.addAll(sealed.hints());
    return names(original.instance(), told);
  }

  private Set<String> speakers(Incoming.Sealed sealed, String instance) {
    List<String> told = new ArrayList<>();
    var key = sealed.message().key();
    told.add(key.participant());
    told.add(key.participantAlt());
    if (key.fromMe()) {
      told.add(sealed.actor().self());
    } else if (key.participant() == null) {
      told.add(key.chat());
      told.add(key.chatAlt());
    }
    told.addAll(sealed.hints());
    return names(instance, told);
  }

  private Set<String> names(String instance, List<String> told) {
    Set<String> names = new LinkedHashSet<>();
    for (String name : told) {
      if (name != null) {
        names.addAll(identities.names(instance, name));
      }
    }
    return names;
  }
}
