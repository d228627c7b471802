package io.bactrian.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds out what the rule of {@link Authorship} wants to know of a message and of who changes it.
 */
@Component
class ChangeFacts {

  private record Target(
      UUID conversation,
      String instance,
      String chat,
      boolean ours,
      String sender,
      String participants) {}

  private final JdbcClient jdbc;
  private final Identities identities;
  private final ObjectMapper json;

  ChangeFacts(JdbcClient jdbc, Identities identities, ObjectMapper json) {
    this.jdbc = jdbc;
    this.identities = identities;
    this.json = json;
  }

  /**
   * The facts.
   *
   * @param chat the canonical name of the chat that the change names
   */
  Authorship.Facts of(UUID message, String chat, Actor actor) {
    Target target =
        jdbc.sql(
                """
                select conversation_id as conversation, instance, chat, direction = 'OUT' as ours,
                  sender, participants
                from message join conversation on conversation.id = conversation_id
                where message.id = :id""")
            .param("id", message)
            .query(Target.class)
            .single();
    boolean shared = !Jid.isPerson(target.chat()) && !target.chat().endsWith("@newsletter");
    return new Authorship.Facts(
        target.ours(),
        shared,
        actor.jid() != null,
        same(target.instance(), actor, target.sender()),
        us(target, actor),
        isUs(target.instance(), chat, actor.self()) && !chat.equals(target.chat()),
        shared ? rank(target, actor) : Authorship.Rank.UNKNOWN);
  }

  /** Null if that can't be told: a LID may hide any phone until somebody told whose it is. */
  private Boolean same(String instance, Actor actor, String person) {
    if (actor.jid() == null || person == null) {
      return null;
    }
    String wanted = identities.canonical(instance, person);
    boolean differs = true;
    for (String name : Stream.of(actor.jid(), actor.alt()).filter(Objects::nonNull).toList()) {
      String canonical = identities.canonical(instance, name);
      if (canonical.equals(wanted)) {
        return true;
      }
      differs &= Jid.isLid(canonical) == Jid.isLid(wanted);
    }
    return differs ? false : null;
  }

  private Boolean us(Target target, Actor actor) {
    if (actor.jid() == null) {
      return null;
    }
    Boolean self = same(target.instance(), actor, actor.self());
    if (self != null) {
      return self;
    }
    return jdbc.sql(
            """
            select direction = 'OUT' from message
            where conversation_id = :conversation and sender in (:jid, :alt) limit 1""")
        .param("conversation", target.conversation())
        .param("jid", actor.jid())
        .param("alt", actor.alt())
        .query(Boolean.class)
        .optional()
        .orElse(null);
  }

  private boolean isUs(String instance, String chat, String self) {
    return self != null && chat.equals(identities.canonical(instance, self));
  }

  private Authorship.Rank rank(Target target, Actor actor) {
    for (JsonNode member : members(target.participants())) {
      boolean found =
          Stream.of("id", "phone")
              .map(name -> member.path(name).asText(null))
              .anyMatch(name -> Boolean.TRUE.equals(same(target.instance(), actor, name)));
      if (found) {
        return member.hasNonNull("admin") ? Authorship.Rank.ADMIN : Authorship.Rank.MEMBER;
      }
    }
    return Authorship.Rank.UNKNOWN;
  }

  private JsonNode members(String participants) {
    try {
      return json.readTree(participants);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("participants in the database are no JSON", e);
    }
  }
}
