package io.bactrian.console;

import java.util.UUID;

/** What a job works on; what is null does not apply. */
public record JobSubject(
    String instance, String chat, UUID conversation, UUID message, UUID attachment, UUID event) {}
