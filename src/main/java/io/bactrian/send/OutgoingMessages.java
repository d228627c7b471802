package io.bactrian.send;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.TimeOrderedId;
import io.bactrian.chat.Changes;
import io.bactrian.chat.Conversations;
import io.bactrian.chat.MessageStatus;
import io.bactrian.chat.OutgoingMessageRepository;
import io.bactrian.job.JobLedger;
import io.bactrian.job.Kinds;
import io.bactrian.storage.ObjectBytes;
import io.bactrian.storage.ObjectStorage;
import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
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

  private final JdbcClient jdbc;
  private final OutgoingMessageRepository messages;
  private final Conversations conversations;
  private final JobLedger ledger;
  private final ObjectStorage storage;
  private final WaitingSends waiting;
  private final SendingSettings settings;
  private final Changes changes;
  private final ObjectMapper json;

  public OutgoingMessages(
      JdbcClient jdbc,
      OutgoingMessageRepository messages,
      Conversations conversations,
      JobLedger ledger,
      ObjectStorage storage,
      WaitingSends waiting,
      SendingSettings settings,
      Changes changes,
      ObjectMapper json) {
    this.jdbc = jdbc;
    this.messages = messages;
    this.conversations = conversations;
    this.ledger = ledger;
    this.storage = storage;
    this.waiting = waiting;
    this.settings = settings;
    this.changes = changes;
    this.json = json;
  }

  /**
   * Records a message with its job, which is published after the commit.
   *
   * @throws TooManyWaitingException if as many as may wait are waiting already
   */
  @Transactional
  public Accepted accept(MessageToSend message) {
    Optional<Accepted> known = known(message);
    if (known.isPresent()) {
      return known.get();
    }
    waiting.admit(message.instance());
    UUID id = TimeOrderedId.next();
    SendRequest request = putAside(id, message);
    Conversations.Found conversation = conversations.open(message.instance(), message.to(), null);
    // Not before: webhooks lock the chat before a message, too.
    if (message.idempotencyKey() != null) {
      messages.forgetKey(message.idempotencyKey(), settings.idempotencyWindow());
    }
    boolean created =
        messages.insert(
            new OutgoingMessageRepository.Asked(
                id,
                conversation.id(),
                message.kind(),
                text(request),
                request.quoted(),
                written(request),
                message.idempotencyKey(),
                message.fingerprint()));
    if (!created) {
      return known(message).orElseThrow();
    }
    ledger.openInLine(conversation.id(), Kinds.SEND_MESSAGE, id);
    changes.messageStatus(id, MessageStatus.PENDING);
    return new Accepted(id, false, false);
  }

  private Optional<Accepted> known(MessageToSend message) {
    if (message.idempotencyKey() == null) {
      return Optional.empty();
    }
    return jdbc.sql(
            """
            select id, fingerprint from message
            where idempotency_key = :key
              and created_at >= now() - make_interval(secs => :window)""")
        .param("key", message.idempotencyKey())
        .param("window", settings.idempotencyWindow().toSeconds())
        .query(
            (row, n) ->
                new Accepted(
                    row.getObject("id", UUID.class),
                    true,
                    !message.fingerprint().equals(row.getString("fingerprint"))))
        .optional();
  }

  private String written(SendRequest request) {
    try {
      return json.writeValueAsString(request);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(SendRequest request) {
    return request.media() != null && request.media().caption() != null
        ? request.media().caption()
        : request.text();
  }

  /** Bytes that came with the request go to object storage: no row and no job carries them. */
  private SendRequest putAside(UUID id, MessageToSend message) {
    if (message.content() == null) {
      return message.request();
    }
    String key = "outbound/" + id;
    byte[] content = message.content();
    storage.putInline(key, () -> new ByteArrayInputStream(content), ObjectBytes.of(content));
    SendRequest request = message.request();
    SendRequest.Media media = request.media();
    return new SendRequest(
        request.text(),
        new SendRequest.Media(
            null, key, media.mimetype(), media.fileName(), media.caption(), media.ptt()),
        request.quoted(),
        request.delay(),
        request.linkPreview(),
        request.mentioned(),
        request.mentionsEveryOne());
  }
}
