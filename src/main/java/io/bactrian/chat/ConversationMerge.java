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
 * lost by it: a message recorded in both becomes one.
 */
@Component
class ConversationMerge {

  private static final Logger log = LoggerFactory.getLogger(ConversationMerge.class);

  /** A message recorded under both names. */
  private record Twins(UUID kept, UUID dropped) {}

  private final JdbcClient jdbc;
  private final MessageMerge messageMerge;
  private final EarlyUpdates early;
  private final MessageChanges edits;
  private final Changes changes;
  private final SendJobs sends;

  ConversationMerge(
      JdbcClient jdbc,
      MessageMerge messageMerge,
      EarlyUpdates early,
      MessageChanges edits,
      Changes changes,
      SendJobs sends) {
    this.jdbc = jdbc;
    this.messageMerge = messageMerge;
    this.early = early;
    this.edits = edits;
    this.changes = changes;
    this.sends = sends;
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
    edits.rename(instance, lid, phone);
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
    edits.catchUp(conversation, null).forEach(changes::messageStatus);
  }

  private void move(UUID source, UUID target) {
    twins(source, target).forEach(this::unite);
    jdbc.sql("update message set conversation_id = :target where conversation_id = :source")
        .param("target", target)
        .param("source", source)
        .update();
    carryOver(source, target);
    sends.join(source, target);
    jdbc.sql("delete from conversation where id = :source").param("source", source).update();
  }

  /** What was known of the person under the LID, where the phone's conversation knows less. */
  private void carryOver(UUID source, UUID target) {
    jdbc.sql(
            """
            update conversation kept set
              name = coalesce(kept.name, gone.name),
              username = coalesce(kept.username, gone.username),
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

  /**
   * The one that was sent from here stays, since its sender knows its id. Of two such the id is
   * that one's whose call was answered, and not of one that a webhook was taken to speak of.
   */
  private List<Twins> twins(UUID source, UUID target) {
    return jdbc.sql(
            """
            select
              case when other_stays then other.id else one.id end as kept,
              case when other_stays then one.id else other.id end as dropped
            from message one
            join message other on other.whatsapp_id = one.whatsapp_id
              and other.conversation_id = :target
            cross join lateral (
              select one.request is null or (other.request is not null
                and one.ambiguous_since is not null and other.ambiguous_since is null)
                as other_stays) as choice
            where one.conversation_id = :source""")
        .param("source", source)
        .param("target", target)
        .query(Twins.class)
        .list();
  }

  private void unite(Twins twins) {
    messageMerge.unite(twins.kept(), twins.dropped());
    changes.messageStatus(twins.kept());
  }

  private Optional<UUID> find(String instance, String chat) {
    return jdbc.sql("select id from conversation where instance = :instance and chat = :chat")
        .param("instance", instance)
        .param("chat", chat)
        .query(UUID.class)
        .optional();
  }
}
