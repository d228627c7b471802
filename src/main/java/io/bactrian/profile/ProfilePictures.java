package io.bactrian.profile;

import io.bactrian.chat.Changes;
import io.bactrian.chat.Profiles;
import io.bactrian.failure.InfrastructureFailureException;
import io.bactrian.flow.ExchangeState;
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

  /** Downloads the picture; its file is there until the exchange ends. */
  public void fetch(
      @ExchangeProperty(ExchangeState.PROFILE) FetchedProfile profile, Exchange exchange) {
    MediaFile picture = fetch.get(profile.pictureUrl());
    profile.downloaded(picture);
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
      @ExchangeProperty(ExchangeState.PROFILE) FetchedProfile profile, Exchange exchange) {
    MediaFile picture = profile.picture();
    AskedProfile asked = profile.asked();
    String key = ObjectKey.picture(asked.instance(), asked.chat(), picture.sha256());
    profile.storedAs(key);
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    message.setHeader(AWS2S3Constants.KEY, key);
    message.setHeader(AWS2S3Constants.CONTENT_MD5, picture.md5());
    message.setHeader(AWS2S3Constants.CONTENT_TYPE, picture.mimeType());
    message.setBody(picture.content());
  }

  /** The picture lies in S3. */
  @Transactional
  public void stored(
      @ExchangeProperty(ExchangeState.JOB) Job job,
      @ExchangeProperty(ExchangeState.PROFILE) FetchedProfile profile) {
    AskedProfile asked = profile.asked();
    String key = profile.objectKey();
    String before =
        profiles.picture(
            asked.conversation(), profile.pictureUrl(), key, profile.picture().mimeType());
    jobs.answered(asked);
    ledger.done(job);
    if (!before.equals(key)) {
      changes.conversationUpdated(asked.conversation());
      profile.replaces(before);
    }
  }

  /** Deletes the copy that was replaced; one that stays behind is in nobody's way. */
  public void forget(@ExchangeProperty(ExchangeState.PROFILE) FetchedProfile profile) {
    String replaced = profile.replacedKey();
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
