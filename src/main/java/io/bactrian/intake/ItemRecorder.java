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
import io.bactrian.decode.Decoded;
import io.bactrian.job.JobRef;
import io.bactrian.job.WaitingJobs;
import io.bactrian.profile.ProfileRecorder;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
  private final Instances instances;
  private final WaitingJobs waitingJobs;
  private final Changes changes;
  private final Clock clock;

  ItemRecorder(
      Conversations conversations,
      Messages messages,
      MessageRecorder messageRecorder,
      ProfileRecorder profiles,
      EarlyUpdates early,
      MessageChanges edits,
      Instances instances,
      WaitingJobs waitingJobs,
      Changes changes,
      Clock clock) {
    this.conversations = conversations;
    this.messages = messages;
    this.messageRecorder = messageRecorder;
    this.profiles = profiles;
    this.early = early;
    this.edits = edits;
    this.instances = instances;
    this.waitingJobs = waitingJobs;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * Records all items.
   *
   * @param event what brought them
   * @param jobs takes the jobs to be published after the commit
   */
  Recorded record(UUID event, Decoded decoded, List<JobRef> jobs) {
    String instance = decoded.instance();
    EventNames names = EventNames.of(decoded.items());
    conversations.begin(instance, names.aliases(), names.names());
    List<String> problems = new ArrayList<>(decoded.problems());
    boolean news = false;
    for (Incoming item : decoded.items()) {
      if (item instanceof Incoming.Message message) {
        news |= messageRecorder.record(instance, message, jobs);
      } else if (item instanceof Incoming.Status status) {
        news |= status(instance, status, problems);
      } else if (item instanceof Incoming.Edit edit) {
        UUID known = findEdited(decoded, edit.key());
        MessageChange change = MessageChange.of(edit, clock.instant());
        news |= change(instance, known, edit.key(), change, event, problems);
      } else if (item instanceof Incoming.Deletion deletion) {
        UUID known = find(instance, decoded.self(), deletion.key());
        MessageChange change = MessageChange.of(deletion, clock.instant());
        news |= change(instance, known, deletion.key(), change, event, problems);
      } else if (item instanceof Incoming.Connection connection) {
        instances.connection(instance, connection.state(), connection.reason());
        if (connection.state().equals("open")) {
          waitingJobs.hasten(instance);
        }
        news = true;
      } else {
        profiles.record(instance, item, jobs);
        news = true;
      }
    }
    return new Recorded(news, problems);
  }

  private boolean status(String instance, Incoming.Status status, List<String> problems) {
    UUID known = find(instance, null, status.key());
    if (known == null) {
      early.keep(instance, chat(instance, status.key()), status.key(), status.status());
      return true;
    }
    return announce(known, messages.advance(known, status.status()));
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
