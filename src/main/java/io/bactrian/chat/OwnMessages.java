package io.bactrian.chat;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Messages that were asked for here and of which Evolution's webhooks tell before its answer does,
 * or in its place. All methods belong into the caller's transaction.
 */
@Component
public class OwnMessages {

  private final JdbcClient jdbc;
  private final Duration window;
  private final Duration skew;

  public OwnMessages(
      JdbcClient jdbc,
      @Value("${bactrian.sending.reconcile-for:10m}") Duration window,
      @Value("${bactrian.sending.clock-skew:30s}") Duration skew) {
    this.jdbc = jdbc;
    this.window = window;
    this.skew = skew;
  }

  /**
   * Gives WhatsApp's id to the message a webhook speaks of: the one of the same chat and content
   * whose call has begun shortly before and has not been answered. Of several that is the first in
   * the chat's line, for no other is at a call; those that were given up come last. One that was
   * given to Evolution under an id is told by that id alone.
   *
   * @return its id; empty if the webhook speaks of none of ours
   */
  Optional<UUID> join(UUID conversation, Incoming.Message message, Instant sentAt) {
    return jdbc.sql(
            """
            update message set whatsapp_id = :whatsappId, last_error = null, updated_at = now(),
              status = case when status = 'FAILED' then 'PENDING' else status end
            where id = (
              select message.id from message
              left join job on job.kind = 'send_message' and job.subject = message.id
                and job.state <> 'done'
              where conversation_id = :conversation and whatsapp_id is null
                and request is not null
                and (send_id = :whatsappId or (send_id is null
                  and send_started_at is not null and message.kind = :kind
                  and btrim(coalesce(text, ''), E' \\n\\r\\t')
                    = btrim(coalesce(:text, ''), E' \\n\\r\\t')
                  and send_started_at <= :latest
                  and greatest(send_started_at, send_busy_until) >= :earliest))
              order by send_id is null, job.state is distinct from 'pending', job.position, send_started_at
              limit 1 for update of message)
            returning id""")
        .param("whatsappId", message.key().id())
        .param("conversation", conversation)
        .param("kind", message.kind())
        .param("text", message.text())
        .param("earliest", Timestamp.from(sentAt.minus(window)))
        // WhatsApp's times are whole seconds.
        .param("latest", Timestamp.from(sentAt.plus(skew).plusSeconds(1)))
        .query(UUID.class)
        .optional();
  }

  /** Whether somebody asked for it here; such a message is never deleted. */
  boolean isAskedFor(UUID message) {
    return jdbc.sql("select request is not null from message where id = :id")
        .param("id", message)
        .query(Boolean.class)
        .single();
  }

  /** Takes WhatsApp's id from a message and all that was said of another one under it. */
  public void giveBack(UUID message) {
    jdbc.sql(
            """
            update message set whatsapp_id = null, status = 'PENDING',
              text = coalesce(request #>> '{media,caption}', request ->> 'text'),
              edited_at = null, deleted_at = null, sender = null, push_name = null,
              quoted_id = request ->> 'quoted', album_id = null, content = null, by_api = null,
              secret = null,
              updated_at = now()
            where id = :id""")
        .param("id", message)
        .update();
  }

  /**
   * The message of that content that webhooks brought to the same chat since, and nobody's yet;
   * none that was written on a phone.
   *
   * @param since when the call began
   * @param over when Evolution is through with it at the latest
   */
  public Optional<String> twin(UUID message, Instant since, Instant over) {
    return jdbc.sql(
            """
            select twin.whatsapp_id from message ours
            join message twin on twin.conversation_id = ours.conversation_id
              and twin.id <> ours.id and twin.direction = 'OUT' and twin.request is null
              and twin.kind = ours.kind and twin.by_api is not false
              and btrim(coalesce(twin.text, ''), E' \\n\\r\\t')
                = btrim(coalesce(ours.text, ''), E' \\n\\r\\t')
              and twin.sent_at between :earliest and :latest
            where ours.id = :id
            order by twin.sent_at limit 1""")
        .param("earliest", Timestamp.from(since.minus(skew).minusSeconds(1)))
        .param("latest", Timestamp.from(over.plus(window)))
        .param("id", message)
        .query(String.class)
        .optional();
  }

  /**
   * The chat in which webhooks told of a message of that id, or of how far it is.
   *
   * @return empty if they told nothing of it
   */
  public Optional<String> chatOf(String instance, String whatsappId) {
    return jdbc.sql(
            """
            select chat from message join conversation on conversation.id = conversation_id
            where whatsapp_id = :whatsappId and instance = :instance
            union all
            select chat from early_update
            where whatsapp_id = :whatsappId and instance = :instance
            limit 1""")
        .param("whatsappId", whatsappId)
        .param("instance", instance)
        .query(String.class)
        .optional();
  }

  /**
   * The ids of our account's messages of which updates came to a chat since, without the message
   * itself: one of them may be ours.
   */
  public List<String> unknownSince(String instance, String chat, Instant since) {
    return jdbc.sql(
            """
            select whatsapp_id from early_update
            where instance = :instance and chat = :chat and received_at >= :since
              and status is not null and from_me""")
        .param("instance", instance)
        .param("chat", chat)
        .param("since", Timestamp.from(since))
        .query(String.class)
        .list();
  }
}
