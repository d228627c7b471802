package io.bactrian.scrub;

import java.time.Duration;
import java.util.UUID;

/**
 * A stored media that is to be read back.
 *
 * @param attachment its id
 * @param size in bytes, as it was stored
 * @param sha256 as it was stored, lower-case hex
 * @param lease under which this copy of the program reads it
 * @param failures how often it could not be read
 * @param pause to the next one
 */
public record ScrubbedMedia(
    UUID attachment,
    String objectKey,
    long size,
    String sha256,
    UUID lease,
    int failures,
    Duration pause) {}
