package io.bactrian.derive;

import io.bactrian.chat.AttachmentKind;

/**
 * The original as it is stored.
 *
 * @param key its object key
 * @param kind as WhatsApp names it, which decides where a container may hold sound or pictures
 * @param type as recorded when it was stored; null if that is not known
 * @param size in bytes
 */
public record Source(String key, AttachmentKind kind, String type, long size) {}
