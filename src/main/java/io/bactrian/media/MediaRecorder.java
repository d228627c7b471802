package io.bactrian.media;

import io.bactrian.chat.Attachments;
import io.bactrian.chat.IncomingMedia;
import io.bactrian.chat.MediaTwins;
import io.bactrian.job.FoundDone;
import io.bactrian.job.JobLedger;
import io.bactrian.job.Kinds;
import io.bactrian.job.WaitingJobs;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Records the media of messages with the jobs that obtain them. One that is known takes over what
 * else is told of it, and is tried at once then: a link does not last. All methods belong into the
 * caller's transaction.
 */
@Component
public class MediaRecorder implements MediaTwins {

  private final Attachments attachments;
  private final MediaExpiry expiry;
  private final MediaRefresh refresh;
  private final JobLedger ledger;
  private final WaitingJobs waiting;
  private final FoundDone found;
  private final Clock clock;

  public MediaRecorder(
      Attachments attachments,
      MediaExpiry expiry,
      MediaRefresh refresh,
      JobLedger ledger,
      WaitingJobs waiting,
      FoundDone found,
      Clock clock) {
    this.attachments = attachments;
    this.expiry = expiry;
    this.refresh = refresh;
    this.ledger = ledger;
    this.waiting = waiting;
    this.found = found;
    this.clock = clock;
  }

  /**
   * Records the media that a webhook told of, each with a job of its own.
   *
   * @param media in the order of the message
   * @return whether any of it was news
   */
  public boolean record(UUID message, List<IncomingMedia> media) {
    boolean news = false;
    for (int position = 0; position < media.size(); position++) {
      news |= record(message, position, media.get(position));
    }
    return news;
  }

  private boolean record(UUID message, int position, IncomingMedia media) {
    Instant now = clock.instant();
    Instant deadline = expiry.deadline(media.url(), media.directPath(), media.mediaUrl(), now);
    Attachments.Recorded recorded = attachments.record(message, position, media, deadline);
    if (recorded.created()) {
      ledger.open(Kinds.PROCESS_INCOMING_MEDIA, recorded.id(), expiry.giveUp(deadline, now));
      return true;
    }
    return add(recorded.id(), media, now);
  }

  @Override
  public void unite(UUID kept, UUID twin) {
    attachments.unstored(twin).ifPresent(told -> add(kept, told, clock.instant()));
    found.done(Kinds.PROCESS_INCOMING_MEDIA, twin);
  }

  private boolean add(UUID attachment, IncomingMedia told, Instant now) {
    Optional<MediaRefresh.Refreshed> refreshed =
        attachments.unstored(attachment).flatMap(known -> refresh.refresh(known, told, now));
    refreshed.ifPresent(
        fresh -> {
          attachments.refresh(attachment, fresh.media(), fresh.deadline());
          ledger.extend(
              Kinds.PROCESS_INCOMING_MEDIA, attachment, expiry.giveUp(fresh.deadline(), now));
          // A fresh source for a media file that was given up, or waits, is a reason to try again.
          waiting.tryAgain(Kinds.PROCESS_INCOMING_MEDIA, attachment);
        });
    return refreshed.isPresent();
  }
}
