package io.bactrian.chat;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds the one conversation of a chat, whichever of its names a webhook uses. All methods belong
 * into the caller's transaction.
 */
@Component
public class Conversations {

  /**
   * A conversation as a webhook found it.
   *
   * @param chat its canonical JID
   * @param created whether it was seen for the first time
   * @param profileCheckedAt when its picture or group was last asked for, or null
   */
  public record Found(UUID id, String chat, boolean created, Instant profileCheckedAt) {}

  private final JdbcClient jdbc;
  private final Identities identities;
  private final ConversationMerge merge;

  public Conversations(JdbcClient jdbc, Identities identities, ConversationMerge merge) {
    this.jdbc = jdbc;
    this.identities = identities;
    this.merge = merge;
  }

  /**
   * The conversation of a chat, made if it is new. Learns from the two names if both are given, and
   * merges what was recorded under the LID before its phone was known.
   *
   * @param alt the chat's other name, or null
   */
  public Found open(String instance, String chat, String alt) {
    // Two webhooks of one new chat at once: the second waits until the first has made it.
    lock(instance, chat, alt);
    Optional<String> learned = identities.learn(instance, chat, alt);
    String canonical = identities.canonical(instance, chat);
    if (!canonical.equals(chat) && !canonical.equals(alt)) {
      lock(instance, canonical, null);
    }
    learned.ifPresent(lid -> merge.merge(instance, lid, canonical));
    int created =
        jdbc.sql(
                """
                insert into conversation (id, instance, chat, is_group)
                values (:id, :instance, :chat, :group)
                on conflict (instance, chat) do nothing""")
            .param("id", UUID.randomUUID())
            .param("instance", instance)
            .param("chat", canonical)
            .param("group", Jid.isGroup(canonical))
            .update();
    return jdbc.sql(
            """
            select id, chat, profile_checked_at from conversation
            where instance = :instance and chat = :chat""")
        .param("instance", instance)
        .param("chat", canonical)
        .query(
            (row, n) ->
                new Found(
                    row.getObject("id", UUID.class),
                    row.getString("chat"),
                    created == 1,
                    instant(row.getTimestamp("profile_checked_at"))))
        .single();
  }

  /** Learns two names of one person who need not have a conversation (a group's member). */
  public void learn(String instance, String one, String other) {
    if (!Jid.isLid(one) && !Jid.isLid(other)) {
      return;
    }
    lock(instance, one, other);
    identities
        .learn(instance, one, other)
        .ifPresent(lid -> merge.merge(instance, lid, identities.canonical(instance, lid)));
  }

  /** The conversation of a chat if there is one. */
  public Optional<UUID> find(String instance, String chat) {
    return jdbc.sql("select id from conversation where instance = :instance and chat = :chat")
        .param("instance", instance)
        .param("chat", identities.canonical(instance, chat))
        .query(UUID.class)
        .optional();
  }

  /** The same, waiting for a transaction that records something in that chat right now. */
  public Optional<UUID> findLocked(String instance, String chat, String alt) {
    String canonical = canonical(instance, chat, alt);
    lock(instance, canonical, null);
    return find(instance, canonical);
  }

  /** The phone of a chat if it is known, from either of its names; else the chat itself. */
  public String canonical(String instance, String chat, String alt) {
    String canonical = identities.canonical(instance, chat);
    return Jid.isLid(canonical) && Jid.isPhone(alt) ? alt : canonical;
  }

  /** Names a person's conversation after what they call themselves. */
  public void nameIfUnnamed(UUID id, String name) {
    if (name == null || name.isBlank()) {
      return;
    }
    jdbc.sql("update conversation set name = :name where id = :id and name is null")
        .param("name", name)
        .param("id", id)
        .update();
  }

  /** Something was said in it: it comes first in lists. */
  public void touch(UUID id) {
    jdbc.sql("update conversation set updated_at = now() where id = :id").param("id", id).update();
  }

  /** In a fixed order, so that two transactions never wait for each other crosswise. */
  private void lock(String instance, String one, String other) {
    boolean swap = other != null && other.compareTo(one) < 0;
    lock(instance, swap ? other : one);
    if (other != null && !other.equals(one)) {
      lock(instance, swap ? one : other);
    }
  }

  private void lock(String instance, String jid) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:name, 0))")
        .param("name", instance + "/" + jid)
        .query((row, n) -> n)
        .list();
  }

  private static Instant instant(Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
