/**
 * Conversation, message and attachment: what people talk about, and how webhooks change it.
 *
 * <p>JDBC or JPA, by one rule: statements are SQL by {@code JdbcClient}, since most of them decide
 * and write at once. JPA is for {@link io.bactrian.chat.Attachment} alone, and only where a media
 * job locks the row, changes it by its methods and saves it as a whole ({@code MediaBook} and the
 * route {@code record-media}).
 */
package io.bactrian.chat;
