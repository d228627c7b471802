package io.bactrian.chat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes one conversation of two once it is known that a LID and a phone are one person. Nothing is
 * lost by it: a message recorded in both keeps the better media and all that was said of either.
 */
@Component
class ConversationMerge {

  private static final Logger log = LoggerFactory.getLogger(ConversationMerge.class);

  /** A message recorded under both names. */
  private record Twins(UUID kept, UUID dropped) {}

  private final JdbcClient jdbc;
  private final Messages messages;
  private final EarlyUpdates early;
  private final Changes changes;

  ConversationMerge(JdbcClient jdbc, Messages messages, EarlyUpdates early, Changes changes) {
    this.jdbc = jdbc;
    this.messages = messages;
    this.early = early;
    this.changes = changes;
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
    Optional<UUID> target = find(instance, phone);
    if (source.isEmpty()) {
      target.ifPresent(this::catchUp);
      return;
    }
    if (target.isEmpty()) {
      jdbc.sql("update conversation set chat = :phone, updated_at = now() where id = :id")
          .param("phone", phone)
          .param("id", source.get())
          .update();
      catchUp(source.get());
      changes.conversationUpdated(source.get());
      return;
    }
    move(source.get(), target.get());
    catchUp(target.get());
    changes.conversationUpdated(target.get());
    log.info("conversations {} and {} are one person's: merged", source.get(), target.get());
  }

  private void catchUp(UUID conversation) {
    early.applyAll(conversation).forEach(changes::messageStatus);
  }

  private void move(UUID source, UUID target) {
    twins(source, target).forEach(this::unite);
    jdbc.sql("update message set conversation_id = :target where conversation_id = :source")
        .param("target", target)
        .param("source", source)
        .update();
    carryOver(source, target);
    // What waits to be sent to either stands in one line from now on.
    jdbc.sql("update job set line = :target where line = :source and state <> 'done'")
        .param("target", target)
        .param("source", source)
        .update();
    jdbc.sql("delete from conversation where id = :source").param("source", source).update();
  }

  /** What was known of the person under the LID, where the phone's conversation knows less. */
  private void carryOver(UUID source, UUID target) {
    jdbc.sql(
            """
            update conversation kept set
              name = coalesce(kept.name, gone.name),
              picture_url = case when kept.picture_key is null
                then coalesce(gone.picture_url, kept.picture_url) else kept.picture_url end,
              picture_type = case when kept.picture_key is null
                then gone.picture_type else kept.picture_type end,
              picture_key = coalesce(kept.picture_key, gone.picture_key),
              profile_checked_at = greatest(kept.profile_checked_at, gone.profile_checked_at),
              profile_due_at = least(kept.profile_due_at, gone.profile_due_at),
              updated_at = now()
            from conversation gone where kept.id = :target and gone.id = :source""")
        .param("target", target)
        .param("source", source)
        .update();
  }

  /** The one that was sent from here stays, since its sender knows its id. */
  private List<Twins> twins(UUID source, UUID target) {
    return jdbc.sql(
            """
            select
              case when one.request is null then other.id else one.id end as kept,
              case when one.request is null then one.id else other.id end as dropped
            from message one
            join message other on other.whatsapp_id = one.whatsapp_id
              and other.conversation_id = :target
            where one.conversation_id = :source""")
        .param("source", source)
        .param("target", target)
        .query(Twins.class)
        .list();
  }

  private void unite(Twins twins) {
    jdbc.sql(
            """
            update message kept set
              kind = case when kept.kind = 'placeholder' then twin.kind else kept.kind end,
              text = case
                when kept.text is null
                  or twin.edited_at > coalesce(kept.edited_at, '-infinity')
                then twin.text else kept.text end,
              edited_at = greatest(kept.edited_at, twin.edited_at),
              deleted_at = coalesce(kept.deleted_at, twin.deleted_at),
              updated_at = now()
            from message twin where kept.id = :kept and twin.id = :dropped""")
        .param("kept", twins.kept())
        .param("dropped", twins.dropped())
        .update();
    messages.advance(twins.kept(), messages.status(twins.dropped()));
    bestMedia(twins).ifPresent(best -> keepMedia(twins, best));
    jdbc.sql("delete from message where id = :id").param("id", twins.dropped()).update();
    changes.messageStatus(twins.kept());
  }

  private Optional<UUID> bestMedia(Twins twins) {
    return jdbc.sql(
            """
            select id from attachment where message_id in (:kept, :dropped)
            order by status = 'STORED' desc, status = 'PENDING' desc,
              inline_key is not null desc, message_id = :kept desc
            limit 1""")
        .param("kept", twins.kept())
        .param("dropped", twins.dropped())
        .query(UUID.class)
        .optional();
  }

  /** Where either webhook named a source that the other did not, the media has both. */
  private void keepMedia(Twins twins, UUID best) {
    jdbc.sql(
            """
            update attachment set
              inline_key = coalesce(attachment.inline_key, other.inline_key),
              media_url = coalesce(attachment.media_url, other.media_url),
              url = coalesce(attachment.url, other.url),
              direct_path = coalesce(attachment.direct_path, other.direct_path),
              media_key = coalesce(attachment.media_key, other.media_key),
              file_sha256 = coalesce(attachment.file_sha256, other.file_sha256),
              file_enc_sha256 = coalesce(attachment.file_enc_sha256, other.file_enc_sha256),
              file_length = coalesce(attachment.file_length, other.file_length),
              evolution_message = coalesce(attachment.evolution_message, other.evolution_message),
              dead_rungs = '', updated_at = now()
            from attachment other
            where attachment.id = :best and attachment.status <> 'STORED'
              and other.message_id in (:kept, :dropped) and other.id <> :best""")
        .param("kept", twins.kept())
        .param("dropped", twins.dropped())
        .param("best", best)
        .update();
    jdbc.sql("delete from attachment where message_id in (:kept, :dropped) and id <> :best")
        .param("kept", twins.kept())
        .param("dropped", twins.dropped())
        .param("best", best)
        .update();
    jdbc.sql("update attachment set message_id = :kept where id = :best")
        .param("kept", twins.kept())
        .param("best", best)
        .update();
  }

  private Optional<UUID> find(String instance, String chat) {
    return jdbc.sql("select id from conversation where instance = :instance and chat = :chat")
        .param("instance", instance)
        .param("chat", chat)
        .query(UUID.class)
        .optional();
  }
}
