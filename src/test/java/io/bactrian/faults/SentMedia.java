package io.bactrian.faults;

/**
 * A webhook with a media file, and what must come of it.
 *
 * @param id WhatsApp's id of the message
 * @param sha256 of the plaintext, lower-case hex
 * @param path where the stand-in has it, for faults of this one alone
 */
record SentMedia(String id, String sha256, byte[] webhook, String path) {}
