/** Conversation, message and attachment: what people talk about, and how webhooks change it. */
package io.bactrian.chat;
