package io.bactrian.media;

/** Which message of which chat of which instance a media file belongs to. */
public record MediaOrigin(String instance, String chat, String whatsappId) {}
