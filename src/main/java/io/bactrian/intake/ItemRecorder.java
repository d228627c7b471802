package io.bactrian.intake;

import io.bactrian.chat.Changes;
import io.bactrian.chat.Conversations;
import io.bactrian.chat.EarlyUpdates;
import io.bactrian.chat.Incoming;
import io.bactrian.chat.Instances;
import io.bactrian.chat.Jid;
import io.bactrian.chat.MessageKey;
import io.bactrian.chat.Messages;
import io.bactrian.decode.Decoded;
import io.bactrian.job.JobRef;
import io.bactrian.job.WaitingJobs;
import io.bactrian.profile.ProfileRecorder;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Records what an event says, item by item, in the caller's transaction. */
@Component
class ItemRecorder {

  private final Conversations conversations;
  private final Messages messages;
  private final MessageRecorder messageRecorder;
  private final ProfileRecorder profiles;
  private final EarlyUpdates early;
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
      Instances instances,
      WaitingJobs waitingJobs,
      Changes changes,
      Clock clock) {
    this.conversations = conversations;
    this.messages = messages;
    this.messageRecorder = messageRecorder;
    this.profiles = profiles;
    this.early = early;
    this.instances = instances;
    this.waitingJobs = waitingJobs;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * Records all items.
   *
   * @param jobs takes the jobs to be published after the commit
   * @return whether any of it was news
   */
  boolean record(Decoded decoded, List<JobRef> jobs) {
    String instance = decoded.instance();
    EventNames names = EventNames.of(decoded.items());
    conversations.begin(instance, names.aliases(), names.names());
    boolean news = false;
    for (Incoming item : decoded.items()) {
      if (item instanceof Incoming.Message message) {
        news |= messageRecorder.record(instance, message, jobs);
      } else if (item instanceof Incoming.Status status) {
        news |= status(instance, status);
      } else if (item instanceof Incoming.Edit edit) {
        news |= edit(decoded, edit);
      } else if (item instanceof Incoming.Deletion deletion) {
        news |= deletion(decoded, deletion);
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
    return news;
  }

  private boolean status(String instance, Incoming.Status status) {
    UUID known = find(instance, null, status.key());
    if (known == null) {
      early.keep(instance, chat(instance, status.key()), status.key(), status.status());
      return true;
    }
    return announce(known, messages.advance(known, status.status()));
  }

  private boolean edit(Decoded decoded, Incoming.Edit edit) {
    Instant at = edit.at() == null ? clock.instant() : edit.at();
    UUID known = findEdited(decoded, edit.key());
    if (known == null) {
      early.keep(
          decoded.instance(),
          chat(decoded.instance(), edit.key()),
          edit.key().id(),
          null,
          edit.text(),
          at,
          null);
      return true;
    }
    return announce(known, messages.edit(known, edit.text(), at));
  }

  private boolean deletion(Decoded decoded, Incoming.Deletion deletion) {
    Instant now = clock.instant();
    UUID known = find(decoded.instance(), decoded.self(), deletion.key());
    if (known == null) {
      early.keep(
          decoded.instance(),
          chat(decoded.instance(), deletion.key()),
          deletion.key().id(),
          null,
          null,
          null,
          now);
      return true;
    }
    return announce(known, messages.delete(known, now));
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
