package io.bactrian.chat;

import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes one conversation of two once it is known that a LID and a phone are one person. Nothing
 * stored is lost by it: of a message recorded in both, the one whose media is stored stays.
 */
@Component
class ConversationMerge {

  private static final Logger log = LoggerFactory.getLogger(ConversationMerge.class);

  /** The twins of a message recorded under both names: the worse one of each pair. */
  private static final String TWINS =
      """
      select case
          when old_media.status = 'STORED' and coalesce(new_media.status, '') <> 'STORED'
          then new_message.id else old_message.id end
      from message old_message
      join message new_message on new_message.whatsapp_id = old_message.whatsapp_id
        and new_message.conversation_id = :target
      left join attachment old_media on old_media.message_id = old_message.id
      left join attachment new_media on new_media.message_id = new_message.id
      where old_message.conversation_id = :source""";

  private final JdbcClient jdbc;

  ConversationMerge(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void merge(String instance, String lid, String phone) {
    jdbc.sql(
            """
            update early_update set chat = :phone where instance = :instance and chat = :lid
              and not exists (select 1 from early_update other where other.instance = :instance
                and other.chat = :phone and other.whatsapp_id = early_update.whatsapp_id)""")
        .param("phone", phone)
        .param("instance", instance)
        .param("lid", lid)
        .update();
    Optional<UUID> source = find(instance, lid);
    if (source.isEmpty()) {
      return;
    }
    Optional<UUID> target = find(instance, phone);
    if (target.isEmpty()) {
      jdbc.sql("update conversation set chat = :phone, updated_at = now() where id = :id")
          .param("phone", phone)
          .param("id", source.get())
          .update();
      return;
    }
    move(source.get(), target.get());
    log.info("conversations {} and {} are one person's: merged", source.get(), target.get());
  }

  private void move(UUID source, UUID target) {
    var twins =
        jdbc.sql(TWINS).param("source", source).param("target", target).query(UUID.class).list();
    if (!twins.isEmpty()) {
      jdbc.sql("delete from attachment where message_id in (:twins)")
          .param("twins", twins)
          .update();
      jdbc.sql("delete from message where id in (:twins)").param("twins", twins).update();
    }
    jdbc.sql("update message set conversation_id = :target where conversation_id = :source")
        .param("target", target)
        .param("source", source)
        .update();
    jdbc.sql("delete from conversation where id = :source").param("source", source).update();
  }

  private Optional<UUID> find(String instance, String chat) {
    return jdbc.sql("select id from conversation where instance = :instance and chat = :chat")
        .param("instance", instance)
        .param("chat", chat)
        .query(UUID.class)
        .optional();
  }
}
