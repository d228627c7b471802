package io.bactrian.chat;

import io.bactrian.TimeOrderedId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes what sending does to the rows of messages that were asked for here, and when the next
 * message of an instance may leave. All methods belong into the caller's transaction.
 */
@Component
public class OutgoingMessageRepository {

  /**
   * A message to be sent.
   *
   * @param request what was asked for, as JSON
   * @param idempotencyKey under which the same request is known again, or null
   * @param fingerprint of the request, by which another one under the same key is told
   */
  public record Asked(
      UUID id,
      UUID conversation,
      String kind,
      String text,
      String quoted,
      String request,
      String idempotencyKey,
      String fingerprint) {}

  private final JdbcClient jdbc;
  private final OwnMessages own;

  public OutgoingMessageRepository(JdbcClient jdbc, OwnMessages own) {
    this.jdbc = jdbc;
    this.own = own;
  }

  /**
   * Writes a message that was asked for; its conversation comes first in lists.
   *
   * @return false if the idempotency key is that of another message
   */
  public boolean insert(Asked asked) {
    return jdbc.sql(
                """
                with asked as (
                  insert into message (id, conversation_id, direction, kind, text, status,
                    quoted_id, sent_at, request, idempotency_key, fingerprint)
                  values (:id, :conversation, 'OUT', :kind, :text, 'PENDING', :quoted,
                    now(), cast(:request as jsonb), :key, :fingerprint)
                  on conflict (idempotency_key) where idempotency_key is not null do nothing
                  returning conversation_id)
                update conversation set updated_at = now() from asked
                where conversation.id = asked.conversation_id""")
            .param("id", asked.id())
            .param("conversation", asked.conversation())
            .param("kind", asked.kind())
            .param("text", asked.text())
            .param("quoted", asked.quoted())
            .param("request", asked.request())
            .param("key", asked.idempotencyKey())
            .param("fingerprint", asked.fingerprint())
            .update()
        > 0;
  }

  /** A key that is known no longer may be that of a new message. */
  public void forgetKey(String key, Duration window) {
    jdbc.sql(
            """
            update message set idempotency_key = null
            where idempotency_key = :key
              and created_at < now() - make_interval(secs => :window)""")
        .param("key", key)
        .param("window", window.toSeconds())
        .update();
  }

  /**
   * A call begins.
   *
   * @param sendId the id that it brings, or null
   * @param busy until when the other side may be at it
   * @param seen when the earlier call began that was seen, or null
   * @return false if somebody else has settled or begun it meanwhile
   */
  public boolean begin(UUID message, String sendId, Instant now, Instant busy, Instant seen) {
    return jdbc.sql(
                """
                update message set send_started_at = :now, send_busy_until = :busy,
                  send_unstored = false, ambiguous_since = null, send_slot = null,
                  send_id = :sendId,
                  updated_at = now()
                where id = :id and whatsapp_id is null
                  and send_started_at is not distinct from cast(:seen as timestamptz)""")
            .param("now", Timestamp.from(now))
            .param("busy", Timestamp.from(busy))
            .param("sendId", sendId)
            .param("id", message)
            .param("seen", timestamp(seen))
            .update()
        == 1;
  }

  /** The call that began then surely did not send it. */
  public void notSent(UUID message, Instant started) {
    jdbc.sql(
            """
            update message set send_started_at = null, ambiguous_since = null
            where id = :id and send_started_at = cast(:started as timestamptz)""")
        .param("id", message)
        .param("started", timestamp(started))
        .update();
  }

  /**
   * The call that began then broke off.
   *
   * @param over whether the other side is through with it
   * @param unstored whether Evolution could not store it
   */
  public void brokeOff(UUID message, Instant started, Instant now, boolean over, boolean unstored) {
    jdbc.sql(
            """
            update message set ambiguous_since = :now, send_unstored = :unstored,
              send_busy_until = case when :over then :now else send_busy_until end
            where id = :id and send_started_at = cast(:started as timestamptz)""")
        .param("now", Timestamp.from(now))
        .param("unstored", unstored)
        .param("over", over)
        .param("id", message)
        .param("started", timestamp(started))
        .update();
  }

  /** It is not known since then whether it left. */
  public void ambiguous(UUID message, Instant since) {
    jdbc.sql("update message set ambiguous_since = :since where id = :id")
        .param("since", Timestamp.from(since))
        .param("id", message)
        .update();
  }

  /** It is sent again without knowing whether it left. */
  public void resent(UUID message) {
    jdbc.sql("update message set send_resent_at = now() where id = :id")
        .param("id", message)
        .update();
  }

  /** It can't be sent, unless it has left. */
  public void failed(UUID message, String reason) {
    jdbc.sql(
            """
            update message set status = case when status = 'PENDING' then 'FAILED' else status end,
              last_error = :error, updated_at = now()
            where id = :id""")
        .param("error", reason)
        .param("id", message)
        .update();
  }

  /** It is given up, as it was before it was taken to have left. */
  public void failedBefore(UUID message, String reason) {
    jdbc.sql("update message set status = 'FAILED', last_error = :reason where id = :id")
        .param("reason", reason)
        .param("id", message)
        .update();
  }

  /**
   * It left, and is WhatsApp's message of that id in that conversation.
   *
   * @return how far it is: sent, or further by what webhooks said
   */
  public MessageStatus left(UUID message, String whatsappId, UUID conversation) {
    return jdbc.sql(
            """
            update message set whatsapp_id = :whatsappId, conversation_id = :conversation,
              status = case when status = 'PENDING' or (status = 'FAILED'
                  and (whatsapp_id is null or :whatsappId not like 'wamid.%'))
                then 'SENT' else status end,
              last_error = case when status = 'FAILED' and whatsapp_id is not null
                  and :whatsappId like 'wamid.%' then last_error end,
              ambiguous_since = null, updated_at = now()
            where id = :id
            returning status""")
        .param("whatsappId", whatsappId)
        .param("conversation", conversation)
        .param("id", message)
        .query((row, n) -> MessageStatus.valueOf(row.getString("status")))
        .single();
  }

  /**
   * A webhook had given it the id of a message of the same content that was written elsewhere: that
   * one gets all that came under its id, media and statuses too, and ours is as it was asked for.
   *
   * @return the id of the message that was written elsewhere
   */
  public UUID separate(UUID message, String whatsappId) {
    UUID theirs = TimeOrderedId.next();
    jdbc.sql(
            """
            insert into message (id, conversation_id, direction, kind, text, status, sender,
              push_name, quoted_id, album_id, sent_at, edited_at, deleted_at, by_api, secret)
            select :id, conversation_id, direction, kind, text, status, sender,
              push_name, quoted_id, album_id, sent_at, edited_at, deleted_at, true, secret
            from message where id = :message""")
        .param("id", theirs)
        .param("message", message)
        .update();
    jdbc.sql("update attachment set message_id = :to, updated_at = now() where message_id = :from")
        .param("to", theirs)
        .param("from", message)
        .update();
    own.giveBack(message);
    jdbc.sql("update message set whatsapp_id = :whatsappId where id = :id")
        .param("whatsappId", whatsappId)
        .param("id", theirs)
        .update();
    return theirs;
  }

  /**
   * Gives a message the next free time of its instance.
   *
   * @param pace seconds between two messages
   * @param burst how many may leave at once after a pause
   * @return how long it has to wait; not positive if it may leave at once
   */
  public Duration takeSlot(UUID message, String instance, double pace, int burst) {
    return jdbc.sql(
            """
            with slot as (
              insert into send_pace as known (instance, next_slot)
              values (:instance,
                clock_timestamp() + make_interval(secs => :pace) * (1 - cast(:burst as integer)))
              on conflict (instance) do update set next_slot = greatest(
                known.next_slot + make_interval(secs => :pace), excluded.next_slot)
              returning next_slot - make_interval(secs => :pace) as begin)
            update message set send_slot = slot.begin from slot where message.id = :id
            returning extract(epoch from slot.begin - clock_timestamp()) as wait""")
        .param("instance", instance)
        .param("pace", pace)
        .param("burst", burst)
        .param("id", message)
        .query((row, n) -> Duration.ofNanos(Math.round(row.getDouble("wait") * 1e9)))
        .single();
  }

  private static Timestamp timestamp(Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }
}
