package io.bactrian.chat;

/**
 * Names one WhatsApp message as Evolution's {@code key} does.
 *
 * @param chat JID of the chat ({@code remoteJid}), normalised: no device part, {@code @c.us} read
 *     as {@code @s.whatsapp.net}
 * @param chatAlt the other identity of the same chat ({@code remoteJidAlt}, {@code senderPn},
 *     {@code senderLid}), or null
 * @param id WhatsApp's message id, unique within the chat
 * @param fromMe whether the instance's own account wrote it
 * @param participant who wrote it in a group, or null
 * @param participantAlt the other identity of the participant, or null
 */
public record MessageKey(
    String chat,
    String chatAlt,
    String id,
    boolean fromMe,
    String participant,
    String participantAlt) {}
