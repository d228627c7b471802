package io.bactrian.intake;

import io.bactrian.chat.Alias;
import io.bactrian.chat.Changes;
import io.bactrian.chat.Conversations;
import io.bactrian.chat.Incoming;
import io.bactrian.chat.Messages;
import io.bactrian.job.FoundDone;
import io.bactrian.job.Kinds;
import io.bactrian.media.MediaRecorder;
import io.bactrian.profile.ProfileRequests;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Records a message with its conversation, its media and the jobs that follow. */
@Component
class MessageRecorder {

  private final Conversations conversations;
  private final Messages messages;
  private final MediaRecorder media;
  private final ProfileRequests profiles;
  private final FoundDone found;
  private final Changes changes;
  private final Clock clock;

  MessageRecorder(
      Conversations conversations,
      Messages messages,
      MediaRecorder media,
      ProfileRequests profiles,
      FoundDone found,
      Changes changes,
      Clock clock) {
    this.conversations = conversations;
    this.messages = messages;
    this.media = media;
    this.profiles = profiles;
    this.found = found;
    this.changes = changes;
    this.clock = clock;
  }

  /** Whether the message, or anything about it, is news. */
  boolean record(String instance, Incoming.Message message) {
    Instant now = clock.instant();
    var key = message.key();
    Conversations.Found conversation = conversations.open(instance, key.chat(), key.chatAlt());
    Alias.of(key.participant(), key.participantAlt())
        .ifPresent(alias -> conversations.learn(instance, List.of(alias)));
    Messages.Recorded recorded = messages.record(conversation, message, now);
    boolean refreshed = media.record(recorded.id(), message.media());
    if (recorded.joined()) {
      found.done(Kinds.SEND_MESSAGE, recorded.id());
    }
    if (recorded.created()) {
      changes.messageReceived(recorded.id(), recorded.status());
    } else if (recorded.changed()) {
      changes.messageStatus(recorded.id());
    }
    profiles.seen(conversation);
    return recorded.created() || recorded.changed() || refreshed;
  }
}
