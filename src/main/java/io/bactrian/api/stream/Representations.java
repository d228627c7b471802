package io.bactrian.api.stream;

import io.bactrian.api.AttachmentQueries;
import io.bactrian.api.ConversationQueries;
import io.bactrian.api.JobQueries;
import io.bactrian.api.MessageQueries;
import io.bactrian.chat.MessageStatus;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Things as the API shows them, for whoever tells others of them: written by Jackson, an object
 * from here is the JSON the API answers with. Empty for an unknown id.
 */
@Component
public class Representations {

  private final MessageQueries messages;
  private final AttachmentQueries attachments;
  private final ConversationQueries conversations;
  private final JobQueries jobs;

  Representations(
      MessageQueries messages,
      AttachmentQueries attachments,
      ConversationQueries conversations,
      JobQueries jobs) {
    this.messages = messages;
    this.attachments = attachments;
    this.conversations = conversations;
    this.jobs = jobs;
  }

  /** The message with its attachments. */
  public Optional<Object> message(UUID id) {
    return messages.find(id).map(Object.class::cast);
  }

  /**
   * The message as it was at a status it has passed.
   *
   * @param status null for the one it has
   */
  public Optional<Object> message(UUID id, MessageStatus status) {
    return messages.find(id).map(message -> status == null ? message : message.withStatus(status));
  }

  /** The attachment with the state of its newest job. */
  public Optional<Object> attachment(UUID id) {
    return attachments.find(id).map(Object.class::cast);
  }

  /** The conversation. */
  public Optional<Object> conversation(UUID id) {
    return conversations.find(id).map(Object.class::cast);
  }

  /** The row of the ledger. */
  public Optional<Object> job(UUID id) {
    return jobs.find(id).map(Object.class::cast);
  }
}
