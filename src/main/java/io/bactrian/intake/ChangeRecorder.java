package io.bactrian.intake;

import io.bactrian.chat.Changes;
import io.bactrian.chat.EarlyUpdates;
import io.bactrian.chat.Incoming;
import io.bactrian.chat.MessageChange;
import io.bactrian.chat.MessageChanges;
import io.bactrian.chat.MessageKey;
import io.bactrian.chat.Messages;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Records what becomes of messages that are known: statuses, edits and deletions. */
@Component
class ChangeRecorder {

  private final MessageTargets targets;
  private final Messages messages;
  private final EarlyUpdates early;
  private final MessageChanges edits;
  private final Changes changes;
  private final Clock clock;

  ChangeRecorder(
      MessageTargets targets,
      Messages messages,
      EarlyUpdates early,
      MessageChanges edits,
      Changes changes,
      Clock clock) {
    this.targets = targets;
    this.messages = messages;
    this.early = early;
    this.edits = edits;
    this.changes = changes;
    this.clock = clock;
  }

  /** Whether it brings a message further; one that has not come yet is told when it does. */
  boolean status(String instance, Incoming.Status status) {
    UUID known = targets.find(instance, null, status.key());
    if (known == null) {
      early.keep(instance, targets.chat(instance, status.key()), status.key(), status.status());
      return true;
    }
    boolean further = messages.advance(known, status.status(), status.reason());
    if (further) {
      changes.messageStatus(known, status.status());
    }
    return further;
  }

  /**
   * An edit in the clear.
   *
   * @param problems gets the reason if it is not allowed
   */
  boolean edit(
      String instance, String self, Incoming.Edit edit, UUID event, List<String> problems) {
    UUID known = targets.findEdited(instance, self, edit.key());
    return apply(
        instance, known, edit.key(), MessageChange.of(edit, clock.instant()), event, problems);
  }

  /**
   * A deletion for everybody.
   *
   * @param problems gets the reason if it is not allowed
   */
  boolean deletion(
      String instance, String self, Incoming.Deletion deletion, UUID event, List<String> problems) {
    UUID known = targets.find(instance, self, deletion.key());
    MessageChange change = MessageChange.of(deletion, clock.instant());
    return apply(instance, known, deletion.key(), change, event, problems);
  }

  /** What is not allowed is kept with the event, and with the reason. */
  boolean apply(
      String instance,
      UUID known,
      MessageKey key,
      MessageChange change,
      UUID event,
      List<String> problems) {
    String chat = targets.chat(instance, key);
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

  /** Tells of a message if it has changed. */
  boolean announce(UUID message, boolean changed) {
    if (changed) {
      changes.messageStatus(message);
    }
    return changed;
  }
}
