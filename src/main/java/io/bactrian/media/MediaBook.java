package io.bactrian.media;

import io.bactrian.chat.Attachment;
import io.bactrian.chat.Changes;
import io.bactrian.flow.ExchangeState;
import io.bactrian.job.FailedWork;
import io.bactrian.job.Job;
import io.bactrian.job.JobGivenUp;
import io.bactrian.job.JobLedger;
import io.bactrian.job.Kinds;
import io.bactrian.job.WaitingJobs;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.ExchangeProperty;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What is written of a media file that is to be obtained, and that is not, now or for good. */
@Component("mediaBook")
public class MediaBook implements FailedWork {

  /** An attachment and where it comes from. */
  public record Entry(Attachment attachment, MediaOrigin origin) {}

  private final EntityManager entities;
  private final JdbcClient jdbc;
  private final JobLedger ledger;
  private final WaitingJobs waitingJobs;
  private final Changes changes;
  private final RepairMeter repairs;
  private final Clock clock;

  public MediaBook(
      EntityManager entities,
      JdbcClient jdbc,
      JobLedger ledger,
      WaitingJobs waitingJobs,
      Changes changes,
      RepairMeter repairs,
      Clock clock) {
    this.entities = entities;
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.waitingJobs = waitingJobs;
    this.changes = changes;
    this.repairs = repairs;
    this.clock = clock;
  }

  /** The attachment, or empty if it is not there any more. */
  @Transactional(readOnly = true)
  public Optional<Entry> load(UUID attachment) {
    Attachment found = entities.find(Attachment.class, attachment);
    if (found == null) {
      return Optional.empty();
    }
    MediaOrigin origin =
        jdbc.sql(
                """
                select instance, chat, whatsapp_id from message
                join conversation on conversation.id = conversation_id
                where message.id = :id""")
            .param("id", found.messageId())
            .query(MediaOrigin.class)
            .single();
    return Optional.of(new Entry(found, origin));
  }

  /** A media file that was found damaged lies in S3 as it was stored: somebody put it back. */
  @Transactional
  public void foundIntact(Job job) {
    Attachment attachment = lock(job);
    if (attachment != null && attachment.isDamaged()) {
      attachment.intact(clock.instant());
      repairs.byStorage();
      changes.attachmentStored(attachment.id());
    }
  }

  /**
   * Not obtained now: the schedule says when to try again, with growing gaps until it expires.
   * Neither this nor giving up changes anything of a media file that another copy has stored, or
   * has in hand.
   */
  @Transactional
  public void later(
      @ExchangeProperty(ExchangeState.JOB) Job job,
      @ExchangeProperty(ExchangeState.ATTEMPT) MediaAttempt attempt) {
    if (ledger.exhausted(job)) {
      park(job, attempt);
      return;
    }
    Attachment attachment = lock(job);
    if (isOvertaken(attachment, job, attempt)) {
      return;
    }
    if (ledger.retry(job, attempt.failures(), attempt.retryAfter())) {
      note(attachment, attempt, Attachment.Status.PENDING);
      if (attempt.waitsForInstance()) {
        waitingJobs.await(job, attempt.origin().instance());
      }
    }
  }

  /** Given up for now; keys and addresses stay, a replay tries the ladder again. */
  @Transactional
  public void park(
      @ExchangeProperty(ExchangeState.JOB) Job job,
      @ExchangeProperty(ExchangeState.ATTEMPT) MediaAttempt attempt) {
    Attachment attachment = lock(job);
    if (!isOvertaken(attachment, job, attempt) && ledger.park(job, attempt.failures())) {
      note(attachment, attempt, Attachment.Status.PARKED);
      changes.attachmentParked(job.subject());
    }
  }

  @Override
  public String kind() {
    return Kinds.PROCESS_INCOMING_MEDIA;
  }

  /** The delivery broke off, and is tried again by the schedule. */
  @Override
  @Transactional
  public void retry(Job job, String reason) {
    Attachment attachment = lock(job);
    if (ledger.retry(job, reason)) {
      brokenOff(attachment, Attachment.Status.PENDING, reason);
    }
  }

  /** The delivery broke off as often as it may: parked like any other. */
  @Override
  @Transactional
  public void giveUp(Job job, String reason) {
    Attachment attachment = lock(job);
    if (ledger.park(job, reason)) {
      brokenOff(attachment, Attachment.Status.PARKED, reason);
      changes.attachmentParked(job.subject());
    }
  }

  private void brokenOff(Attachment attachment, Attachment.Status status, String reason) {
    if (attachment != null && attachment.status() != Attachment.Status.STORED) {
      attachment.failed(status, attachment.deadRungs(), reason, clock.instant());
    }
  }

  /** Copies died over it: given up for now, as by a failure of its own. */
  @EventListener
  @Transactional
  public void givenUp(JobGivenUp job) {
    if (!job.kind().equals(Kinds.PROCESS_INCOMING_MEDIA)) {
      return;
    }
    Attachment attachment =
        entities.find(Attachment.class, job.subject(), LockModeType.PESSIMISTIC_WRITE);
    if (attachment != null && attachment.status() != Attachment.Status.STORED) {
      attachment.failed(
          Attachment.Status.PARKED, attachment.deadRungs(), job.reason(), clock.instant());
      changes.attachmentParked(job.subject());
    }
  }

  private Attachment lock(Job job) {
    return entities.find(Attachment.class, job.subject(), LockModeType.PESSIMISTIC_WRITE);
  }

  /** What the attempt came to is not the last word, and is not written down. */
  private boolean isOvertaken(Attachment attachment, Job job, MediaAttempt attempt) {
    // Not there any more: it turned out to be of the same media as another, which has its sources.
    if (attachment == null || attachment.status() == Attachment.Status.STORED) {
      ledger.done(job);
      return true;
    }
    if (attachment.hasSourcesOf(attempt.attachment())) {
      return false;
    }
    ledger.postpone(job, Duration.ZERO, "a webhook told of another source meanwhile");
    return true;
  }

  private void note(Attachment attachment, MediaAttempt attempt, Attachment.Status status) {
    attachment.failed(status, attempt.deadRungs(), attempt.failures(), clock.instant());
  }
}
