package io.bactrian.storage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;

/** Makes the bucket where it is missing. */
final class Bucket {

  private static final Logger LOG = LoggerFactory.getLogger(Bucket.class);

  private Bucket() {}

  /** One that somebody else has made meanwhile is as good. */
  static void make(S3Client client, String name, String region, S3Settings settings) {
    LOG.info("Making bucket {}", name);
    try {
      client.createBucket(
          create -> {
            create
                .bucket(name)
                .overrideConfiguration(limit -> limit.apiCallTimeout(settings.controlTimeout()));
            // AWS wants the region spelled out everywhere but in its first one.
            if (!region.equals("us-east-1")) {
              create.createBucketConfiguration(where -> where.locationConstraint(region));
            }
          });
    } catch (BucketAlreadyOwnedByYouException e) {
      LOG.debug("Bucket {} was made meanwhile", name);
    }
  }
}
