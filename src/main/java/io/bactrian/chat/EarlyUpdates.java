package io.bactrian.chat;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What webhooks say of a message before the message itself has come: kept, and merged when it does.
 */
@Component
public class EarlyUpdates {

  private final JdbcClient jdbc;

  public EarlyUpdates(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps an update; null arguments say nothing. */
  public void keep(
      String instance,
      String chat,
      String whatsappId,
      MessageStatus status,
      String text,
      Instant editedAt,
      Instant deletedAt) {
    jdbc.sql(
            """
            insert into early_update as known
              (instance, chat, whatsapp_id, status, text, edited_at, deleted_at)
            values (:instance, :chat, :whatsappId, :status, :text, :editedAt, :deletedAt)
            on conflict (instance, chat, whatsapp_id) do update set
              status = case
                when array_position(:order::text[], excluded.status)
                  > coalesce(array_position(:order::text[], known.status), 0)
                then excluded.status else known.status end,
              text = case
                when excluded.edited_at is not null
                  and (known.edited_at is null or known.edited_at < excluded.edited_at)
                then excluded.text else known.text end,
              edited_at = greatest(known.edited_at, excluded.edited_at),
              deleted_at = coalesce(known.deleted_at, excluded.deleted_at)""")
        .param("instance", instance)
        .param("chat", chat)
        .param("whatsappId", whatsappId)
        .param("status", status == null ? null : status.name())
        .param("order", order())
        .param("text", text)
        .param("editedAt", editedAt == null ? null : Timestamp.from(editedAt))
        .param("deletedAt", deletedAt == null ? null : Timestamp.from(deletedAt))
        .update();
  }

  /** Merges into the message what came before it. */
  void apply(String instance, String chat, String whatsappId, UUID message) {
    jdbc.sql(
            """
            with early as (
              delete from early_update
              where instance = :instance and whatsapp_id = :whatsappId
                and (chat = :chat or chat in
                  (select lid from identity where instance = :instance and phone = :chat))
              returning status, text, edited_at, deleted_at)
            update message set
              status = case
                when array_position(:order::text[], early.status)
                  > array_position(:order::text[], message.status)
                then early.status else message.status end,
              text = coalesce(early.text, message.text),
              edited_at = early.edited_at,
              deleted_at = early.deleted_at
            from early where message.id = :message""")
        .param("instance", instance)
        .param("chat", chat)
        .param("whatsappId", whatsappId)
        .param("order", order())
        .param("message", message)
        .update();
  }

  /** The order of progress as PostgreSQL's text of an array. */
  private static String order() {
    StringBuilder names = new StringBuilder("{");
    for (MessageStatus status : MessageStatus.values()) {
      names.append(names.length() > 1 ? "," : "").append(status.name());
    }
    return names.append('}').toString();
  }
}
