package io.bactrian.chat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Edits and deletions that can't be decided on yet, kept until they can. */
@Component
class WaitingChanges {

  /** One that may concern a message that is there now; it waits no longer. */
  record Taken(UUID message, UUID event, String instance, String chat, MessageChange change) {}

  private final JdbcClient jdbc;

  WaitingChanges(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Keeps one.
   *
   * @param chat the canonical name of the chat that it names
   * @param event what brought it, or null
   */
  void keep(String instance, String chat, String whatsappId, MessageChange change, UUID event) {
    Actor actor = change.actor();
    jdbc.sql(
            """
            insert into waiting_change (id, event, instance, chat, whatsapp_id, deletes, text,
              changed_at, source, from_me, actor, actor_alt, self)
            values (gen_random_uuid(), :event, :instance, :chat, :whatsappId, :deletes, :text,
              :at, :source, :fromMe, :jid, :alt, :self)""")
        .param("event", event)
        .param("instance", instance)
        .param("chat", chat)
        .param("whatsappId", whatsappId)
        .param("deletes", change.deletes())
        .param("text", change.text())
        .param("at", Timestamp.from(change.at()))
        .param("source", actor.source().name())
        .param("fromMe", actor.fromMe())
        .param("jid", actor.jid())
        .param("alt", actor.alt())
        .param("self", actor.self())
        .update();
  }

  /**
   * Takes those of a conversation's messages, oldest first. A change may name the chat by another
   * name: by our own account as the other side does, or by a LID of which nobody knows whose it is.
   *
   * @param whatsappId of the only message that is meant, or null for all
   */
  List<Taken> take(UUID conversation, String whatsappId) {
    return jdbc.sql(
            """
            with taken as (
              delete from waiting_change using message
                join conversation on conversation.id = message.conversation_id
              where message.conversation_id = :conversation
                and (:whatsappId::text is null or message.whatsapp_id = :whatsappId)
                and waiting_change.instance = conversation.instance
                and waiting_change.whatsapp_id = message.whatsapp_id
                and (waiting_change.chat = conversation.chat or waiting_change.chat in
                  (select lid from identity
                  where instance = conversation.instance and phone = conversation.chat)
                  or (waiting_change.source = 'CONTENT'
                    and conversation.chat like any(:persons)
                    and (waiting_change.chat = waiting_change.self
                      or (waiting_change.chat like '%@lid' and message.direction = 'IN'
                        and not exists (
                        select 1 from identity where instance = conversation.instance
                          and lid = waiting_change.chat))))
                  or (message.whatsapp_id = :whatsappId
                    and (waiting_change.source <> 'SENDER'
                      or waiting_change.from_me = (message.direction = 'OUT'))
                    and (waiting_change.chat like '%@lid' and conversation.chat like :phones
                      or waiting_change.chat like :phones and conversation.chat like '%@lid')
                    and not exists (select 1 from identity
                      where identity.instance = conversation.instance
                        and (lid in (waiting_change.chat, conversation.chat)
                          or phone in (waiting_change.chat, conversation.chat)))))
              returning message.id as message, waiting_change.*)
            select * from taken order by changed_at, received_at""")
        .param("conversation", conversation)
        .param("whatsappId", whatsappId)
        .param("phones", "%@s.whatsapp.net")
        .param("persons", new String[] {"%@s.whatsapp.net", "%@lid"})
        .query((row, n) -> taken(row))
        .list();
  }

  /** Two names are known to be one person's. */
  void rename(String instance, String lid, String phone) {
    jdbc.sql(
            """
            update waiting_change set chat = :phone where instance = :instance and chat = :lid""")
        .param("phone", phone)
        .param("instance", instance)
        .param("lid", lid)
        .update();
  }

  private static Taken taken(ResultSet row) throws SQLException {
    Actor actor =
        new Actor(
            Actor.Source.valueOf(row.getString("source")),
            row.getBoolean("from_me"),
            row.getString("actor"),
            row.getString("actor_alt"),
            row.getString("self"));
    return new Taken(
        row.getObject("message", UUID.class),
        row.getObject("event", UUID.class),
        row.getString("instance"),
        row.getString("chat"),
        new MessageChange(
            row.getString("whatsapp_id"),
            actor,
            row.getBoolean("deletes"),
            row.getString("text"),
            row.getTimestamp("changed_at").toInstant()));
  }
}
