package io.bactrian.send;

import io.bactrian.TimeOrderedId;
import io.bactrian.chat.Changes;
import io.bactrian.chat.Conversations;
import io.bactrian.chat.MessageStatus;
import io.bactrian.chat.OutgoingMessageRepository;
import io.bactrian.job.JobLedger;
import io.bactrian.job.Kinds;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes messages to be sent durable, each with the job that sends it. */
@Component("outgoingMessages")
public class OutgoingMessages {

  /**
   * A message that was taken on.
   *
   * @param repeated whether it had been accepted before, under the same idempotency key
   * @param conflicting whether that key came with another message then
   */
  public record Accepted(UUID id, boolean repeated, boolean conflicting) {}

  private final IdempotencyKeys keys;
  private final OutgoingMessageRepository messages;
  private final Conversations conversations;
  private final JobLedger ledger;
  private final SendRequests requests;
  private final WaitingSends waiting;
  private final Changes changes;

  public OutgoingMessages(
      IdempotencyKeys keys,
      OutgoingMessageRepository messages,
      Conversations conversations,
      JobLedger ledger,
      SendRequests requests,
      WaitingSends waiting,
      Changes changes) {
    this.keys = keys;
    this.messages = messages;
    this.conversations = conversations;
    this.ledger = ledger;
    this.requests = requests;
    this.waiting = waiting;
    this.changes = changes;
  }

  /**
   * Records a message with its job, which is published after the commit.
   *
   * @param idempotencyKey under which the same request is known again, or null
   * @throws TooManyWaitingException if as many as may wait are waiting already
   */
  @Transactional
  public Accepted accept(OutgoingMessage message, String idempotencyKey) {
    Optional<Accepted> known = keys.known(idempotencyKey, message);
    if (known.isPresent()) {
      return known.get();
    }
    waiting.admit(message.instance());
    UUID id = TimeOrderedId.next();
    SendRequest request = requests.keep(id, message);
    Conversations.Found conversation = conversations.open(message.instance(), message.to(), null);
    // Not before: webhooks lock the chat before a message, too.
    keys.forgetOld(idempotencyKey);
    boolean created =
        messages.insert(
            new OutgoingMessageRepository.Asked(
                id,
                conversation.id(),
                message.kind(),
                text(request),
                request.quoted(),
                requests.write(request),
                idempotencyKey,
                message.fingerprint()));
    if (!created) {
      return keys.known(idempotencyKey, message).orElseThrow();
    }
    ledger.openInLine(conversation.id(), Kinds.SEND_MESSAGE, id);
    changes.messageStatus(id, MessageStatus.PENDING);
    return new Accepted(id, false, false);
  }

  private static String text(SendRequest request) {
    return request.media() != null && request.media().caption() != null
        ? request.media().caption()
        : request.text();
  }
}
