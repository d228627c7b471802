package io.bactrian.profile;

import io.bactrian.chat.Changes;
import io.bactrian.chat.Profiles;
import io.bactrian.failure.InfrastructureFailureException;
import io.bactrian.job.Job;
import io.bactrian.job.JobLedger;
import io.bactrian.media.MediaFile;
import io.bactrian.storage.ObjectKey;
import io.bactrian.storage.ObjectStorage;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Copies a picture into object storage, for its own link lives some hours only. */
@Component("profilePictures")
public class ProfilePictures {

  private static final Logger log = LoggerFactory.getLogger(ProfilePictures.class);

  private final PictureFetch fetch;
  private final ProfileJobs jobs;
  private final Profiles profiles;
  private final ObjectStorage storage;
  private final JobLedger ledger;
  private final Changes changes;

  public ProfilePictures(
      PictureFetch fetch,
      ProfileJobs jobs,
      Profiles profiles,
      ObjectStorage storage,
      JobLedger ledger,
      Changes changes) {
    this.fetch = fetch;
    this.jobs = jobs;
    this.profiles = profiles;
    this.storage = storage;
    this.ledger = ledger;
    this.changes = changes;
  }

  /** Downloads the picture; leaves the file in property {@code picture} until the exchange ends. */
  public void fetch(@ExchangeProperty("pictureUrl") String url, Exchange exchange) {
    MediaFile picture = fetch.get(url);
    exchange.setProperty("picture", picture);
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange completed) {
                picture.close();
              }
            });
  }

  /** Makes the exchange ready for the S3 put: the same picture always gets the same key. */
  public void prepare(
      @ExchangeProperty("picture") MediaFile picture,
      @ExchangeProperty("profile") AskedProfile asked,
      Exchange exchange) {
    String key = ObjectKey.picture(asked.instance(), asked.chat(), picture.sha256());
    exchange.setProperty("objectKey", key);
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    message.setHeader(AWS2S3Constants.KEY, key);
    message.setHeader(AWS2S3Constants.CONTENT_MD5, picture.md5());
    message.setHeader(AWS2S3Constants.CONTENT_TYPE, picture.mimeType());
    message.setBody(picture.content());
  }

  /** The picture lies in S3; leaves the key of the copy it replaces in {@code replacedKey}. */
  @Transactional
  public void stored(
      @ExchangeProperty("job") Job job,
      @ExchangeProperty("profile") AskedProfile asked,
      @ExchangeProperty("picture") MediaFile picture,
      @ExchangeProperty("pictureUrl") String url,
      @ExchangeProperty("objectKey") String key,
      Exchange exchange) {
    String before = profiles.picture(asked.conversation(), url, key, picture.mimeType());
    jobs.answered(asked);
    ledger.done(job);
    if (!before.equals(key)) {
      changes.conversationUpdated(asked.conversation());
      exchange.setProperty("replacedKey", before);
    }
  }

  /** Deletes the copy that was replaced; one that stays behind is in nobody's way. */
  public void forget(@ExchangeProperty("replacedKey") String replaced) {
    if (replaced == null || replaced.isEmpty()) {
      return;
    }
    try {
      storage.delete(replaced);
    } catch (InfrastructureFailureException e) {
      log.warn("a replaced picture could not be deleted: {}", e.getMessage());
    }
  }
}
