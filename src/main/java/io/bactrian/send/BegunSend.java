package io.bactrian.send;

import java.time.Instant;

/**
 * The send in hand: what was written down of it before its call was made.
 *
 * @param instance that sends it
 * @param started when its call began, to the microsecond, as the database has it
 * @param id that the call brings, under which WhatsApp is to know the message; null where Evolution
 *     chooses one
 */
public record BegunSend(String instance, Instant started, String id) {}
