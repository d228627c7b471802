package io.bactrian.derive;

import io.bactrian.chat.AttachmentKind;

/**
 * The original as it is stored.
 *
 * @param key its object key
 * @param kind as WhatsApp names it, which decides where a container may hold sound or pictures
 */
public record Source(String key, AttachmentKind kind) {}
