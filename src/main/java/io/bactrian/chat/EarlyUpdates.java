package io.bactrian.chat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How far messages are that have not come themselves yet: kept, and merged when they do. Edits and
 * deletions among them are of the previous version; now they wait as {@link WaitingChanges}.
 */
@Component
public class EarlyUpdates {

  private final JdbcClient jdbc;

  public EarlyUpdates(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps how far a message is, and whose it is. */
  public void keep(String instance, String chat, MessageKey key, MessageStatus status) {
    jdbc.sql(
            """
            insert into early_update as known (instance, chat, whatsapp_id, status, from_me)
            values (:instance, :chat, :whatsappId, :status, :fromMe)
            on conflict (instance, chat, whatsapp_id) do update set
              status = case
                when array_position(:order::text[], excluded.status)
                  > coalesce(array_position(:order::text[], known.status), 0)
                then excluded.status else known.status end,
              from_me = known.from_me or excluded.from_me""")
        .param("instance", instance)
        .param("chat", chat)
        .param("whatsappId", key.id())
        .param("status", status.name())
        .param("fromMe", key.fromMe())
        .param("order", order(key.id()))
        .update();
  }

  /** Merges into a message of a conversation what came before it. */
  void apply(UUID conversation, String whatsappId) {
    merge(conversation, whatsappId);
  }

  /**
   * The same for all messages of a conversation that has just got a second name.
   *
   * @return the messages of which something was said
   */
  List<UUID> applyAll(UUID conversation) {
    return merge(conversation, null);
  }

  /**
   * Updates may have been kept under both names of the chat, each with a part of what is known; of
   * one message also under a name of which nobody knows whose it is.
   */
  private List<UUID> merge(UUID conversation, String whatsappId) {
    return jdbc.sql(
            """
            with kept as (
              delete from early_update
              using message join conversation on conversation.id = message.conversation_id
              where message.conversation_id = :conversation
                and (:whatsappId::text is null or message.whatsapp_id = :whatsappId)
                and early_update.instance = conversation.instance
                and early_update.whatsapp_id = message.whatsapp_id
                and (early_update.chat = conversation.chat or early_update.chat in
                  (select lid from identity
                  where instance = conversation.instance and phone = conversation.chat)
                  or (message.whatsapp_id = :whatsappId
                    and (message.direction = 'OUT' or not early_update.from_me)
                    and (early_update.chat like '%@lid' and conversation.chat like :phones
                      or early_update.chat like :phones and conversation.chat like '%@lid')
                    and not exists (select 1 from identity
                      where identity.instance = conversation.instance
                        and (lid in (early_update.chat, conversation.chat)
                          or phone in (early_update.chat, conversation.chat)))))
              returning message.id as message, early_update.status, early_update.text,
                early_update.edited_at, early_update.deleted_at),
            ordered as (
              select kept.*, case when message.whatsapp_id like 'wamid.%' then :metas::text[]
                else :order::text[] end as levels
              from kept join message on message.id = kept.message),
            early as (
              select message, max(levels) as levels,
                max(array_position(levels, status)) as progress,
                (array_agg(text order by edited_at desc)
                  filter (where edited_at is not null))[1] as text,
                max(edited_at) as edited_at,
                min(deleted_at) as deleted_at
              from ordered group by message)
            update message set
              status = early.levels[
                greatest(array_position(early.levels, message.status), early.progress)],
              text = case
                when early.edited_at > coalesce(message.edited_at, '-infinity')
                then early.text else message.text end,
              edited_at = greatest(message.edited_at, early.edited_at),
              deleted_at = coalesce(message.deleted_at, early.deleted_at),
              last_error = case when early.levels[early.progress] = 'FAILED'
                and early.progress > array_position(early.levels, message.status)
                then coalesce(message.last_error, 'WhatsApp could not deliver it')
                else message.last_error end,
              updated_at = now()
            from early where message.id = early.message
            returning message.id""")
        .param("conversation", conversation)
        .param("whatsappId", whatsappId)
        .param("phones", "%@s.whatsapp.net")
        .param("order", order(null))
        .param("metas", order("wamid."))
        .query(UUID.class)
        .list();
  }

  /** The order of progress as PostgreSQL's text of an array. */
  private static String order(String whatsappId) {
    return MessageStatus.order(whatsappId).stream()
        .map(MessageStatus::name)
        .collect(Collectors.joining(",", "{", "}"));
  }
}
