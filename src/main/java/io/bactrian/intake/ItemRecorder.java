package io.bactrian.intake;

import io.bactrian.chat.Changes;
import io.bactrian.chat.Conversations;
import io.bactrian.chat.EarlyUpdates;
import io.bactrian.chat.Incoming;
import io.bactrian.chat.Instances;
import io.bactrian.chat.Jid;
import io.bactrian.chat.MessageChange;
import io.bactrian.chat.MessageChanges;
import io.bactrian.chat.MessageKey;
import io.bactrian.chat.Messages;
import io.bactrian.chat.Originals;
import io.bactrian.chat.SecretKind;
import io.bactrian.decode.Decoded;
import io.bactrian.decode.NotUnderstoodException;
import io.bactrian.decode.SecretContent;
import io.bactrian.job.WaitingJobs;
import io.bactrian.media.MediaRevival;
import io.bactrian.profile.ProfileRecorder;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Records what an event says, item by item, in the caller's transaction. */
@Component
class ItemRecorder {

  /**
   * What came of an event.
   *
   * @param news whether any of it was
   * @param problems why parts of it could not be read, or are not allowed
   */
  record Recorded(boolean news, List<String> problems) {}

  private final Conversations conversations;
  private final Messages messages;
  private final MessageRecorder messageRecorder;
  private final ProfileRecorder profiles;
  private final EarlyUpdates early;
  private final MessageChanges edits;
  private final Originals originals;
  private final SealedRecorder sealed;
  private final Polls polls;
  private final Instances instances;
  private final WaitingJobs waitingJobs;
  private final MediaRevival revival;
  private final Changes changes;
  private final Clock clock;

  ItemRecorder(
      Conversations conversations,
      Messages messages,
      MessageRecorder messageRecorder,
      ProfileRecorder profiles,
      EarlyUpdates early,
      MessageChanges edits,
      Originals originals,
      SealedRecorder sealed,
      Polls polls,
      Instances instances,
      WaitingJobs waitingJobs,
      MediaRevival revival,
      Changes changes,
      Clock clock) {
    this.conversations = conversations;
    this.messages = messages;
    this.messageRecorder = messageRecorder;
    this.profiles = profiles;
    this.early = early;
    this.edits = edits;
    this.originals = originals;
    this.sealed = sealed;
    this.polls = polls;
    this.instances = instances;
    this.waitingJobs = waitingJobs;
    this.revival = revival;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * Records all items.
   *
   * @param event what brought them
   */
  Recorded record(UUID event, Decoded decoded) {
    String instance = decoded.instance();
    EventNames names = EventNames.of(decoded.items());
    conversations.begin(instance, names.aliases(), names.names());
    List<String> problems = new ArrayList<>(decoded.problems());
    boolean news = false;
    for (Incoming item : decoded.items()) {
      if (item instanceof Incoming.Message message) {
        boolean recorded = messageRecorder.record(instance, message);
        if (recorded && message.kind().equals("poll")) {
          count(target(instance, message.key(), message.key().id()));
        }
        news |= recorded;
      } else if (item instanceof Incoming.Status status) {
        news |= status(instance, status);
      } else if (item instanceof Incoming.Edit edit) {
        UUID known = findEdited(decoded, edit.key());
        MessageChange change = MessageChange.of(edit, clock.instant());
        news |= change(instance, known, edit.key(), change, event, problems);
      } else if (item instanceof Incoming.Deletion deletion) {
        UUID known = find(instance, decoded.self(), deletion.key());
        MessageChange change = MessageChange.of(deletion, clock.instant());
        news |= change(instance, known, deletion.key(), change, event, problems);
      } else if (item instanceof Incoming.Sealed said) {
        news |= sealed(instance, said, event, problems);
      } else if (item instanceof Incoming.Votes votes) {
        news |= votes(instance, votes, event, problems);
      } else if (item instanceof Incoming.Connection connection) {
        boolean another = instances.connection(instance, connection.state(), connection.reason());
        if (connection.state().equals("open")) {
          waitingJobs.hasten(instance);
          if (another) {
            revival.revive(instance);
          }
        }
        news = true;
      } else {
        profiles.record(instance, item);
        news = true;
      }
    }
    return new Recorded(news, problems);
  }

  private boolean status(String instance, Incoming.Status status) {
    UUID known = find(instance, null, status.key());
    if (known == null) {
      early.keep(instance, chat(instance, status.key()), status.key(), status.status());
      return true;
    }
    boolean further = messages.advance(known, status.status(), status.reason());
    if (further) {
      changes.messageStatus(known, status.status());
    }
    return further;
  }

  /** What can't be opened is kept with the event, and tried again if what is missing comes. */
  private boolean sealed(String instance, Incoming.Sealed said, UUID event, List<String> problems) {
    Incoming.Message message = said.message();
    try {
      UUID target = target(instance, message.key(), message.quotedId());
      SealedRecorder.Opened opened;
      if (target != null) {
        opened = sealed.open(said, originals.get(target));
      } else if (said.told() != null) {
        opened = new SealedRecorder.Opened(said.told(), null);
      } else {
        throw new NotUnderstoodException("the message that it belongs to has not come yet");
      }
      if (!said.kind().edits()) {
        String content =
            said.kind() == SecretKind.REACTION
                ? SecretContent.reaction(message.quotedId(), opened.text())
                : null;
        boolean recorded = messageRecorder.record(instance, message.saying(opened.text(), content));
        if (recorded && said.kind() == SecretKind.VOTE) {
          count(target);
        }
        return recorded;
      }
      Instant at =
          Stream.of(opened.at(), message.timestamp())
              .filter(Objects::nonNull)
              .findFirst()
              .orElseGet(clock::instant);
      MessageChange change =
          new MessageChange(message.quotedId(), said.actor(), false, opened.text(), at);
      return change(instance, target, message.key(), change, event, problems);
    } catch (NotUnderstoodException e) {
      originals.await(instance, message.quotedId(), event);
      problems.add(e.getMessage());
      return false;
    }
  }

  /** A poll shows the votes that came one by one; one that has not come is counted when it does. */
  private void count(UUID poll) {
    List<String> voted = poll == null ? List.of() : originals.voted(poll);
    if (!voted.isEmpty()) {
      String content = originals.get(poll).content();
      announce(poll, originals.votes(poll, polls.counted(content, polls.count(content, voted))));
    }
  }

  private boolean votes(String instance, Incoming.Votes votes, UUID event, List<String> problems) {
    UUID poll = target(instance, votes.key(), votes.key().id());
    if (poll == null) {
      originals.await(instance, votes.key().id(), event);
      problems.add("the poll has not come yet");
      return false;
    }
    String content = polls.counted(originals.get(poll).content(), votes.counts());
    return announce(poll, originals.votes(poll, content));
  }

  /** Under whichever name of its chat: what is opened with a message's secret belongs to it. */
  private UUID target(String instance, MessageKey key, String id) {
    UUID inChat =
        conversations
            .findLocked(instance, key.chat(), key.chatAlt())
            .map(conversation -> messages.find(conversation, id))
            .orElse(null);
    return inChat == null ? messages.findOnly(instance, id) : inChat;
  }

  /** What is not allowed is kept with the event, and with the reason. */
  private boolean change(
      String instance,
      UUID known,
      MessageKey key,
      MessageChange change,
      UUID event,
      List<String> problems) {
    String chat = chat(instance, key);
    if (known == null) {
      edits.keep(instance, chat, change, event);
      return true;
    }
    MessageChanges.Outcome outcome = edits.apply(instance, known, chat, change, event);
    if (outcome.refusal() != null) {
      problems.add(outcome.refusal());
    }
    return announce(known, outcome.changed());
  }

  private boolean announce(UUID message, boolean changed) {
    if (changed) {
      changes.messageStatus(message);
    }
    return changed;
  }

  /** Waits for a transaction that records a message of this chat right now. */
  private UUID find(String instance, String self, MessageKey key) {
    Optional<UUID> conversation = conversations.findLocked(instance, key.chat(), key.chatAlt());
    UUID message = conversation.map(id -> messages.find(id, key.id())).orElse(null);
    if (message != null) {
      return message;
    }
    String chat = chat(instance, key);
    if (chat.equals(self)) {
      // Somebody else's message, named with our own account as its chat: only the id counts.
      return messages.findOnly(instance, key.id());
    }
    return messages.findUnderOtherName(instance, chat, key.id(), key.fromMe());
  }

  /**
   * An edit of theirs may name our own LID as its chat, which nothing tells from that of others.
   */
  private UUID findEdited(Decoded decoded, MessageKey key) {
    UUID message = find(decoded.instance(), decoded.self(), key);
    return message == null && Jid.isLid(chat(decoded.instance(), key))
        ? messages.findOnly(decoded.instance(), key.id())
        : message;
  }

  private String chat(String instance, MessageKey key) {
    return conversations.canonical(instance, key.chat(), key.chatAlt());
  }
}
