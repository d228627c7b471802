package io.bactrian.scrub;

import io.bactrian.chat.Attachments;
import io.bactrian.job.JobLedger;
import io.bactrian.job.JobOutcome;
import io.bactrian.job.Kinds;
import io.bactrian.job.Parked;
import io.bactrian.storage.ObjectState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Goes round all stored media, one at a time over all copies of the program, as slowly as the
 * settings say. What a copy had in hand when it ended is taken up by another when its lease is
 * over.
 */
@Component
public class Scrub {

  private static final Logger log = LoggerFactory.getLogger(Scrub.class);

  private final ScrubRepository repository;
  private final Attachments attachments;
  private final JobLedger ledger;
  private final Parked parked;
  private final ScrubMeter meter;
  private final ScrubSettings settings;
  private final Duration grace;

  Scrub(
      ScrubRepository repository,
      Attachments attachments,
      JobLedger ledger,
      Parked parked,
      ScrubMeter meter,
      ScrubSettings settings,
      @Value("${bactrian.media.grace:1h}") Duration grace) {
    this.repository = repository;
    this.attachments = attachments;
    this.ledger = ledger;
    this.parked = parked;
    this.meter = meter;
    this.settings = settings;
    this.grace = grace;
  }

  /** Leases the next media to this copy; empty if none is due, or another copy is at one. */
  @Transactional
  public Optional<ScrubbedMedia> take() {
    if (settings.dailyShare() == 0) {
      return Optional.empty();
    }
    ScrubRepository.Due due = repository.due().orElse(null);
    if (due == null) {
      return Optional.empty();
    }
    Optional<ScrubRepository.Next> next = repository.next();
    if (next.isEmpty()) {
      repository.beginRound();
      next = repository.next();
    }
    return next.map(media -> lease(media, due));
  }

  private ScrubbedMedia lease(ScrubRepository.Next media, ScrubRepository.Due due) {
    Duration pause = settings.pause(due.stale() ? repository.count() : due.media());
    UUID lease = UUID.randomUUID();
    repository.lease(lease, settings.lease(media.size()));
    return new ScrubbedMedia(
        media.id(), media.objectKey(), media.size(), media.sha256(), lease, due.failures(), pause);
  }

  @Transactional
  public void intact(ScrubbedMedia media) {
    attachments.checked(media.attachment());
    repository.passed(media);
    meter.read(ObjectState.INTACT, media.size());
  }

  /** The attachment is pending again and shows its damage; its job is opened anew. */
  @Transactional
  public void damaged(ScrubbedMedia media, ObjectState state) {
    String reason =
        state == ObjectState.MISSING
            ? "the media is not in object storage any more"
            : "object storage has other bytes than were stored";
    Optional<Instant> until =
        attachments.damaged(media.attachment(), media.objectKey(), state.name(), reason, grace);
    if (until.isPresent()) {
      if (ledger.open(Kinds.PROCESS_INCOMING_MEDIA, media.attachment(), until.get()).isEmpty()) {
        parked.replay(media.attachment());
      }
      log.warn("attachment {}: {}, it is fetched again", media.attachment(), reason);
      meter.read(state, media.size());
    }
    repository.passed(media);
  }

  /**
   * Asks for the object later, as long as it has attempts left.
   *
   * @param stops whether the hub stops, which is no failure of the media
   */
  @Transactional
  public void unreadable(ScrubbedMedia media, Exception failure, boolean stops) {
    if (media == null) {
      log.warn("the scrub could not go on: {}", JobOutcome.reason(failure));
      return;
    }
    int failures = media.failures() + (stops ? 0 : 1);
    if (failures < settings.maxAttempts()) {
      repository.postponed(media, stops ? Duration.ZERO : settings.retryDelay(), failures);
      return;
    }
    log.warn(
        "attachment {} could not be read back in {} attempts: {}",
        media.attachment(),
        failures,
        JobOutcome.reason(failure));
    meter.unreadable();
    repository.passed(media);
  }
}
