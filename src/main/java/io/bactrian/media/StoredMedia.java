package io.bactrian.media;

import io.bactrian.chat.Attachment;
import io.bactrian.chat.Changes;
import io.bactrian.chat.Messages;
import io.bactrian.flow.ExchangeState;
import io.bactrian.job.Job;
import io.bactrian.storage.ObjectKey;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;
import org.springframework.stereotype.Component;

/** Where a media file that was obtained lies, and what is written when it does. */
@Component("storedMedia")
public class StoredMedia {

  private final EntityManager entities;
  private final Messages messages;
  private final MediaDerivatives derivatives;
  private final Changes changes;
  private final RepairMeter repairs;
  private final Clock clock;

  public StoredMedia(
      EntityManager entities,
      Messages messages,
      MediaDerivatives derivatives,
      Changes changes,
      RepairMeter repairs,
      Clock clock) {
    this.entities = entities;
    this.messages = messages;
    this.derivatives = derivatives;
    this.changes = changes;
    this.repairs = repairs;
    this.clock = clock;
  }

  /** Makes the exchange ready for the S3 put: the same content always gets the same key. */
  public void prepare(
      @ExchangeProperty(ExchangeState.ATTEMPT) MediaAttempt attempt, Exchange exchange) {
    MediaOrigin origin = attempt.origin();
    MediaFile file = attempt.file();
    // A damaged one is replaced where it lies, though its chat may have another name by now.
    String key =
        attempt.attachment().isDamaged()
            ? attempt.attachment().objectKey()
            : ObjectKey.media(origin.instance(), origin.chat(), origin.whatsappId(), file.sha256());
    attempt.storedAs(key);
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
      @ExchangeProperty(ExchangeState.JOB) Job job,
      @ExchangeProperty(ExchangeState.ATTEMPT) MediaAttempt attempt) {
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
        attempt.objectKey(),
        file.size(),
        file.sha256(),
        file.mimeType(),
        clock.instant());
    derivatives.request(attachment.id());
    changes.attachmentStored(attachment.id());
    return attachment;
  }

  private Attachment lock(Job job) {
    return entities.find(Attachment.class, job.subject(), LockModeType.PESSIMISTIC_WRITE);
  }
}
