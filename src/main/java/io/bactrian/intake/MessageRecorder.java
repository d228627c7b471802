package io.bactrian.intake;

import io.bactrian.chat.Alias;
import io.bactrian.chat.Attachments;
import io.bactrian.chat.Changes;
import io.bactrian.chat.Conversations;
import io.bactrian.chat.Incoming;
import io.bactrian.chat.IncomingMedia;
import io.bactrian.chat.Jid;
import io.bactrian.chat.Messages;
import io.bactrian.job.JobLedger;
import io.bactrian.job.JobRef;
import io.bactrian.job.Parked;
import io.bactrian.media.MediaExpiry;
import io.bactrian.media.MediaRefresh;
import io.bactrian.media.ProfileRequests;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Records a message with its conversation, its media and the jobs that follow. */
@Component
class MessageRecorder {

  private static final String PROCESS = "process_incoming_media";

  private final Conversations conversations;
  private final Messages messages;
  private final Attachments attachments;
  private final MediaExpiry expiry;
  private final MediaRefresh refresh;
  private final ProfileRequests profiles;
  private final JobLedger ledger;
  private final Parked parked;
  private final Changes changes;
  private final Clock clock;
  private final Duration grace;

  MessageRecorder(
      Conversations conversations,
      Messages messages,
      Attachments attachments,
      MediaExpiry expiry,
      MediaRefresh refresh,
      ProfileRequests profiles,
      JobLedger ledger,
      Parked parked,
      Changes changes,
      Clock clock,
      @Value("${bactrian.media.grace:1h}") Duration grace) {
    this.conversations = conversations;
    this.messages = messages;
    this.attachments = attachments;
    this.expiry = expiry;
    this.refresh = refresh;
    this.profiles = profiles;
    this.ledger = ledger;
    this.parked = parked;
    this.changes = changes;
    this.clock = clock;
    this.grace = grace;
  }

  /** Whether the message, or anything about it, is news. */
  boolean record(String instance, Incoming.Message message, List<JobRef> jobs) {
    Instant now = clock.instant();
    var key = message.key();
    Conversations.Found conversation = conversations.open(instance, key.chat(), key.chatAlt());
    Alias.of(key.participant(), key.participantAlt())
        .ifPresent(alias -> conversations.learn(instance, List.of(alias)));
    Messages.Recorded recorded = messages.record(conversation, message, now);
    boolean refreshed = message.media() != null && media(recorded.id(), message.media(), now, jobs);
    if (recorded.joined()) {
      ledger.alreadyDone("send_message", recorded.id());
    }
    if (recorded.created()) {
      conversations.touch(conversation.id());
      if (Jid.isPerson(conversation.chat()) && !key.fromMe()) {
        conversations.nameIfUnnamed(conversation.id(), message.pushName());
      }
      changes.messageReceived(recorded.id());
    } else if (recorded.changed()) {
      changes.messageStatus(recorded.id());
    }
    profiles.seen(conversation, jobs);
    return recorded.created() || recorded.changed() || refreshed;
  }

  private boolean media(UUID message, IncomingMedia media, Instant now, List<JobRef> jobs) {
    Instant deadline = expiry.deadline(media.url(), media.directPath(), media.mediaUrl(), now);
    Attachments.Recorded recorded = attachments.record(message, media, deadline);
    if (recorded.created()) {
      ledger.open(PROCESS, recorded.id(), giveUp(deadline, now)).ifPresent(jobs::add);
      return true;
    }
    var refreshed =
        attachments.unstored(recorded.id()).flatMap(known -> refresh.refresh(known, media, now));
    refreshed.ifPresent(
        fresh -> {
          attachments.refresh(recorded.id(), fresh.media(), fresh.deadline());
          ledger.extend(PROCESS, recorded.id(), giveUp(fresh.deadline(), now));
          // A fresh source for a media that was given up is a reason to try again.
          parked.replay(recorded.id());
        });
    return refreshed.isPresent();
  }

  /** A media that comes with dead links still gets a while with Evolution. */
  private Instant giveUp(Instant deadline, Instant now) {
    Instant atLeast = now.plus(grace);
    return deadline.isAfter(atLeast) ? deadline : atLeast;
  }
}
