package io.bactrian.chat;

import io.bactrian.TimeOrderedId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
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
   * @param profileCheckedAt when its picture or group was last answered, or null
   */
  public record Found(UUID id, String chat, boolean created, Instant profileCheckedAt) {}

  private final JdbcClient jdbc;
  private final Identities identities;
  private final ConversationMerge merge;
  private final ChatLocks locks;

  public Conversations(
      JdbcClient jdbc, Identities identities, ConversationMerge merge, ChatLocks locks) {
    this.jdbc = jdbc;
    this.identities = identities;
    this.merge = merge;
    this.locks = locks;
  }

  /**
   * Takes the locks of all that a transaction will record, before it records anything: taken one by
   * one, in the order in which two webhooks name the same people, they would block each other.
   *
   * @param aliases pairs of names that will be learned
   * @param names of chats that will be opened or looked for, and of what else is to be owned
   */
  public void begin(String instance, Collection<Alias> aliases, Collection<String> names) {
    if (!identities.unknown(instance, aliases).isEmpty()) {
      locks.own(instance);
    } else if (names.stream().noneMatch(Jid::isLid)) {
      locks.share(instance, names);
      return;
    } else {
      locks.share(instance);
    }
    if (!names.isEmpty()) {
      List<String> owned = new ArrayList<>(names);
      names.stream()
          .filter(Jid::isLid)
          .map(lid -> identities.canonical(instance, lid))
          .forEach(owned::add);
      locks.own(instance, owned);
    }
  }

  /**
   * The conversation of a chat, made if it is new. Learns from the two names if both are given, and
   * merges what was recorded under the LID before its phone was known.
   *
   * @param alt the chat's other name, or null
   */
  public Found open(String instance, String chat, String alt) {
    // Two webhooks of one new chat at once: the second waits until the first has made it.
    if (!Jid.isLid(chat)) {
      locks.share(instance, Arrays.asList(chat, alt));
    }
    locks.share(instance);
    String before = identities.canonical(instance, chat);
    boolean owned = locks.own(instance, Arrays.asList(chat, alt, before));
    if (owned && before.equals(alt)) {
      return found(instance, before);
    }
    Optional<String> learned = identities.learn(instance, chat, alt);
    String canonical = owned && learned.isEmpty() ? before : identities.canonical(instance, chat);
    if (!canonical.equals(before) && !canonical.equals(alt)) {
      locks.own(instance, List.of(canonical));
    }
    learned.ifPresent(lid -> merge.merge(instance, lid, canonical));
    return found(instance, canonical);
  }

  private Found found(String instance, String canonical) {
    return select(instance, canonical, false).orElseGet(() -> create(instance, canonical));
  }

  private Found create(String instance, String canonical) {
    int created =
        jdbc.sql(
                """
                insert into conversation (id, instance, chat, is_group)
                values (:id, :instance, :chat, :group)
                on conflict (instance, chat) do nothing""")
            .param("id", TimeOrderedId.next())
            .param("instance", instance)
            .param("chat", canonical)
            .param("group", Jid.isGroup(canonical))
            .update();
    return select(instance, canonical, created == 1).orElseThrow();
  }

  /** Learns names of people who need not have a conversation (a group's members). */
  public void learn(String instance, Collection<Alias> aliases) {
    List<Alias> unknown = identities.unknown(instance, aliases);
    if (unknown.isEmpty()) {
      return;
    }
    locks.own(instance);
    for (Alias alias : unknown) {
      identities
          .learn(instance, alias.lid(), alias.phone())
          .ifPresent(lid -> merge.merge(instance, lid, alias.phone()));
    }
  }

  /** The conversation of a chat if there is one. */
  public Optional<Found> seen(String instance, String chat) {
    return select(instance, identities.canonical(instance, chat), false);
  }

  /** The id of a chat's conversation if there is one. */
  public Optional<UUID> find(String instance, String chat) {
    return seen(instance, chat).map(Found::id);
  }

  /** The same, waiting for a transaction that records something in that chat right now. */
  public Optional<UUID> findLocked(String instance, String chat, String alt) {
    String canonical = canonical(instance, chat, alt);
    locks.share(instance, List.of(canonical));
    return find(instance, canonical);
  }

  /**
   * Forgets a conversation in which nothing was ever said and of which nothing is known, such as
   * that of a number that turned out to be written otherwise. One that somebody uses right now
   * stays.
   */
  public void forgetIfEmpty(UUID id) {
    jdbc.sql("select instance, chat from conversation where id = :id")
        .param("id", id)
        .query((row, n) -> locks.tryOwn(row.getString("instance"), row.getString("chat")))
        .optional()
        .filter(owned -> owned)
        .ifPresent(
            owned ->
                jdbc.sql(
                        """
                        delete from conversation where id = :id and name is null
                          and picture_key is null
                          and not exists (select 1 from message where conversation_id = :id)""")
                    .param("id", id)
                    .update());
  }

  /** The phone of a chat if it is known, from either of its names; else the chat itself. */
  public String canonical(String instance, String chat, String alt) {
    String canonical = identities.canonical(instance, chat);
    return Jid.isLid(canonical) && Jid.isPhone(alt) ? alt : canonical;
  }

  private Optional<Found> select(String instance, String canonical, boolean created) {
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
                    created,
                    instant(row.getTimestamp("profile_checked_at"))))
        .optional();
  }

  private static Instant instant(Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
