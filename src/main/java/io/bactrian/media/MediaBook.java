package io.bactrian.media;

import io.bactrian.chat.Attachment;
import io.bactrian.chat.Changes;
import io.bactrian.chat.Messages;
import io.bactrian.job.FailedWork;
import io.bactrian.job.Job;
import io.bactrian.job.JobGivenUp;
import io.bactrian.job.JobLedger;
import io.bactrian.job.WaitingJobs;
import io.bactrian.storage.ObjectKey;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What is written of a media file while it is obtained, stored or given up. */
@Component("mediaBook")
public class MediaBook implements FailedWork {

  /** An attachment and where it comes from. */
  public record Entry(Attachment attachment, MediaOrigin origin) {}

  private final EntityManager entities;
  private final JdbcClient jdbc;
  private final JobLedger ledger;
  private final WaitingJobs waitingJobs;
  private final Messages messages;
  private final MediaDerivatives derivatives;
  private final Changes changes;
  private final RepairMeter repairs;
  private final Clock clock;

  public MediaBook(
      EntityManager entities,
      JdbcClient jdbc,
      JobLedger ledger,
      WaitingJobs waitingJobs,
      Messages messages,
      MediaDerivatives derivatives,
      Changes changes,
      RepairMeter repairs,
      Clock clock) {
    this.entities = entities;
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.waitingJobs = waitingJobs;
    this.messages = messages;
    this.derivatives = derivatives;
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

  /** Makes the exchange ready for the S3 put: the same content always gets the same key. */
  public void prepare(@ExchangeProperty("attempt") MediaAttempt attempt, Exchange exchange) {
    MediaOrigin origin = attempt.origin();
    MediaFile file = attempt.file();
    // A damaged one is replaced where it lies, though its chat may have another name by now.
    String key =
        attempt.attachment().isDamaged()
            ? attempt.attachment().objectKey()
            : ObjectKey.media(origin.instance(), origin.chat(), origin.whatsappId(), file.sha256());
    exchange.setProperty("objectKey", key);
    Message message = exchange.getMessage();
    // Camel counts its redeliveries in a header: without it, it would count to one for ever.
    message.removeHeaders("*", "CamelRedeliver*");
    message.setHeader(AWS2S3Constants.KEY, key);
    message.setHeader(AWS2S3Constants.CONTENT_MD5, file.md5());
    message.setHeader(AWS2S3Constants.CONTENT_TYPE, file.mimeType());
    message.setBody(file.content());
  }

  /**
   * The media lies in S3: the attachment and its message say so, and the job of its derivatives is
   * opened, in the caller's transaction. Nothing of it happens again to one that another copy has
   * stored.
   */
  public Attachment stored(
      @ExchangeProperty("job") Job job,
      @ExchangeProperty("attempt") MediaAttempt attempt,
      @ExchangeProperty("objectKey") String key) {
    // The message first: a webhook that tells of it again locks them in this order.
    UUID message = attempt.attachment().messageId();
    messages.touch(message);
    Attachment attachment = lock(job);
    if (attachment.status() == Attachment.Status.STORED) {
      return attachment;
    }
    if (attachment.isDamaged()) {
      repairs.bySource();
    }
    MediaFile file = attempt.file();
    attachment.stored(
        attempt.servedBy().wireName(),
        key,
        file.size(),
        file.sha256(),
        file.mimeType(),
        clock.instant());
    derivatives.request(attachment.id());
    changes.attachmentStored(attachment.id());
    return attachment;
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
      @ExchangeProperty("job") Job job, @ExchangeProperty("attempt") MediaAttempt attempt) {
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
      @ExchangeProperty("job") Job job, @ExchangeProperty("attempt") MediaAttempt attempt) {
    Attachment attachment = lock(job);
    if (!isOvertaken(attachment, job, attempt) && ledger.park(job, attempt.failures())) {
      note(attachment, attempt, Attachment.Status.PARKED);
      changes.attachmentParked(job.subject());
    }
  }

  @Override
  public String kind() {
    return MediaRecorder.PROCESS;
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
    if (!job.kind().equals(MediaRecorder.PROCESS)) {
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
