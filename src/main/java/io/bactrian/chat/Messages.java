package io.bactrian.chat;

import io.bactrian.TimeOrderedId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Records messages, once each, and merges what webhooks say of them in any order. */
@Component
public class Messages {

  private static final String TOLD_BEFORE =
      """
      select exists (select 1 from early_update where whatsapp_id = :whatsappId
          and instance = (select instance from conversation where id = :conversation))
          as statuses,
        exists (select 1 from waiting_change where whatsapp_id = :whatsappId)
          or exists (select 1 from awaited_message where whatsapp_id = :whatsappId) as changes""";

  /**
   * A message as recorded.
   *
   * @param created whether this webhook brought it
   * @param changed whether this webhook changed it
   * @param joined whether it is one of ours whose call has not been answered
   * @param status how far it is; null where that is not known without a look
   */
  public record Recorded(
      UUID id, boolean created, boolean changed, boolean joined, MessageStatus status) {}

  /** Whether webhooks said anything under a message's id before it had come itself. */
  private record ToldBefore(boolean statuses, boolean changes) {}

  /**
   * How far a message is.
   *
   * @param lastError why it failed; null unless it did
   */
  public record Standing(MessageStatus status, String lastError) {}

  private final JdbcClient jdbc;
  private final OwnMessages own;
  private final EarlyUpdates early;
  private final MessageChanges edits;
  private final Originals originals;

  public Messages(
      JdbcClient jdbc,
      OwnMessages own,
      EarlyUpdates early,
      MessageChanges edits,
      Originals originals) {
    this.jdbc = jdbc;
    this.own = own;
    this.early = early;
    this.edits = edits;
    this.originals = originals;
  }

  /** Records a message in its conversation; a known one only gets further. */
  public Recorded record(Conversations.Found conversation, Incoming.Message message, Instant now) {
    Optional<UUID> ours = ours(conversation.id(), message, now);
    if (ours.isPresent()) {
      advance(ours.get(), MessageStatus.SENT);
      advance(ours.get(), message.status());
      keepSecret(ours.get(), conversation.id(), message);
      catchUp(conversation.id(), message.key().id());
      return new Recorded(ours.get(), false, true, true, null);
    }
    UUID id = TimeOrderedId.next();
    MessageStatus first = message.key().fromMe() ? MessageStatus.PENDING : MessageStatus.DELIVERED;
    MessageStatus status = message.status() == null ? first : message.status();
    Optional<ToldBefore> created =
        jdbc.sql(
                """
                with created as (
                insert into message (id, conversation_id, whatsapp_id, direction, kind, text, content,
                  status, sender, push_name, quoted_id, album_id, sent_at,
                  by_api, secret)
                values (:id, :conversation, :whatsappId, :direction, :kind, :text,
                  cast(:content as jsonb), :status, :sender, :pushName, :quoted, :album, :sentAt,
                  :byApi, :secret)
                on conflict (conversation_id, whatsapp_id) do nothing
                returning id),
                said as (
                  update conversation set updated_at = now(), name = coalesce(name, :name)
                  where id = :conversation and exists (select 1 from created))
                """
                    + TOLD_BEFORE
                    + " from created")
            .param("id", id)
            .param("conversation", conversation.id())
            .param("whatsappId", message.key().id())
            .param("direction", message.key().fromMe() ? "OUT" : "IN")
            .param("kind", message.kind())
            .param("text", message.text())
            .param("content", message.content())
            .param("status", status.name())
            .param("name", name(conversation, message))
            .param("sender", message.key().participant())
            .param("pushName", message.pushName())
            .param("quoted", message.quotedId())
            .param("album", message.albumId())
            .param("byApi", message.byApi())
            .param("secret", message.secret())
            .param(
                "sentAt", Timestamp.from(message.timestamp() == null ? now : message.timestamp()))
            .query(ToldBefore.class)
            .optional();
    if (created.isPresent()) {
      boolean further = catchUp(conversation.id(), message.key().id(), created.get());
      return new Recorded(id, true, true, false, further ? null : status);
    }
    UUID known = find(conversation.id(), message.key().id());
    boolean filled = fill(known, message);
    keepSecret(known, conversation.id(), message);
    return new Recorded(known, false, advance(known, message.status()) || filled, false, null);
  }

  /** What a person calls themselves, after which their conversation is named; else null. */
  private static String name(Conversations.Found conversation, Incoming.Message message) {
    String name = message.pushName();
    boolean theirs = Jid.isPerson(conversation.chat()) && !message.key().fromMe();
    return theirs && name != null && !name.isBlank() ? name : null;
  }

  private void keepSecret(UUID id, UUID conversation, Incoming.Message message) {
    if (message.secret() != null && originals.keepSecret(id, message.secret())) {
      edits.tryAgain(conversation, message.key().id());
    }
  }

  private Optional<UUID> ours(UUID conversation, Incoming.Message message, Instant now) {
    if (!message.key().fromMe()
        || !message.byApi()
        || find(conversation, message.key().id()) != null) {
      return Optional.empty();
    }
    return own.join(conversation, message, message.timestamp() == null ? now : message.timestamp());
  }

  /** A placeholder («waiting for this message») gets its content when the real one comes. */
  private boolean fill(UUID id, Incoming.Message message) {
    return jdbc.sql(
                """
                update message set kind = :kind, text = :text,
                  content = cast(:content as jsonb), quoted_id = :quoted,
                  album_id = :album, updated_at = now()
                where id = :id and kind = 'placeholder' and :kind <> 'placeholder'""")
            .param("kind", message.kind())
            .param("text", message.text())
            .param("content", message.content())
            .param("quoted", message.quotedId())
            .param("album", message.albumId())
            .param("id", id)
            .update()
        == 1;
  }

  /**
   * Merges into a message that has just got its WhatsApp id what webhooks said under that id.
   *
   * @return whether they had said anything
   */
  public boolean catchUp(UUID conversation, String whatsappId) {
    ToldBefore told =
        jdbc.sql(TOLD_BEFORE)
            .param("conversation", conversation)
            .param("whatsappId", whatsappId)
            .query(ToldBefore.class)
            .single();
    return catchUp(conversation, whatsappId, told);
  }

  private boolean catchUp(UUID conversation, String whatsappId, ToldBefore told) {
    if (told.statuses()) {
      early.apply(conversation, whatsappId);
    }
    if (told.changes()) {
      edits.catchUp(conversation, whatsappId);
      edits.tryAgain(conversation, whatsappId);
    }
    return told.statuses() || told.changes();
  }

  /** Merges a status into a message; true if that brought it further. */
  public boolean advance(UUID id, MessageStatus status) {
    return advance(id, status, null);
  }

  /**
   * The same.
   *
   * @param reason why it failed; once it turns out to have left there is none any more
   */
  public boolean advance(UUID id, MessageStatus status, String reason) {
    return status != null
        && jdbc.sql(
                    """
                    update message set status = :status, updated_at = now(),
                      last_error = case when :status = 'FAILED'
                        then coalesce(:reason, last_error) end
                    where id = :id and status = any(case when whatsapp_id like 'wamid.%'
                      then cast(:metas as text[]) else cast(:before as text[]) end)""")
                .param("status", status.name())
                .param("reason", reason)
                .param("id", id)
                .param("before", before(status, null))
                .param("metas", before(status, "wamid."))
                .update()
            == 1;
  }

  /** The statuses that are merged with this one into this one, of a message of that id. */
  private static String[] before(MessageStatus status, String whatsappId) {
    return Stream.of(MessageStatus.values())
        .filter(known -> known.merge(status, whatsappId) != known)
        .map(MessageStatus::name)
        .toArray(String[]::new);
  }

  /** How far a message is, which nobody else changes until the transaction ends. */
  public Standing standing(UUID id) {
    return jdbc.sql("select status, last_error from message where id = :id for update")
        .param("id", id)
        .query(Standing.class)
        .single();
  }

  /** The message with WhatsApp's id in a conversation, or null. */
  public UUID find(UUID conversation, String whatsappId) {
    return jdbc.sql(
            """
            select id from message
            where conversation_id = :conversation and whatsapp_id = :whatsappId""")
        .param("conversation", conversation)
        .param("whatsappId", whatsappId)
        .query(UUID.class)
        .optional()
        .orElse(null);
  }

  /** The one message of an instance with WhatsApp's id, in whatever chat; null if not just one. */
  public UUID findOnly(String instance, String whatsappId) {
    var found =
        jdbc.sql(
                """
                select message.id from message
                join conversation on conversation.id = conversation_id
                where whatsapp_id = :whatsappId and instance = :instance""")
            .param("whatsappId", whatsappId)
            .param("instance", instance)
            .query(UUID.class)
            .list();
    return found.size() == 1 ? found.get(0) : null;
  }

  /**
   * The one message with WhatsApp's id and direction in the chat of a person who goes there by a
   * name of the other kind: a phone for a LID, a LID for a phone. Updates name either and never
   * both, and WhatsApp draws its ids at random.
   *
   * @return null if not just one, if the chat is no person's, or if it is known that either of the
   *     two names is another's
   */
  public UUID findUnderOtherName(String instance, String chat, String whatsappId, boolean fromMe) {
    if (!Jid.isPerson(chat)) {
      return null;
    }
    var found =
        jdbc.sql(
                """
                select message.id from message
                join conversation on conversation.id = conversation_id
                where whatsapp_id = :whatsappId and instance = :instance
                  and direction = :direction and conversation.chat like :names
                  and not exists (select 1 from identity
                    where identity.instance = conversation.instance
                      and (lid in (:chat, conversation.chat)
                        or phone in (:chat, conversation.chat)))""")
            .param("whatsappId", whatsappId)
            .param("instance", instance)
            .param("direction", fromMe ? "OUT" : "IN")
            .param("names", Jid.isLid(chat) ? "%@s.whatsapp.net" : "%@lid")
            .param("chat", chat)
            .query(UUID.class)
            .list();
    return found.size() == 1 ? found.get(0) : null;
  }

  /** Something of it has changed that is kept elsewhere. */
  public void touch(UUID message) {
    jdbc.sql("update message set updated_at = now() where id = :id").param("id", message).update();
  }
}
