package io.bactrian.profile;

import java.time.Instant;
import java.util.UUID;

/**
 * A conversation whose picture or group is asked for.
 *
 * @param askedAt by the database's clock, before the question is put
 * @param uncopied where a webhook said that a picture is to be had which was not copied; or null
 */
record AskedProfile(
    UUID conversation, String instance, String chat, Instant askedAt, String uncopied) {}
