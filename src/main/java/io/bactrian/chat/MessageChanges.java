package io.bactrian.chat;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Edits and revokes messages, as far as who does it may. What can't be decided yet waits; what is
 * not allowed is for the caller to park. All methods belong into the caller's transaction.
 */
@Component
public class MessageChanges {

  /**
   * What came of a change.
   *
   * @param changed whether the message is another now
   * @param refusal why it is not allowed, or null
   */
  public record Outcome(boolean changed, String refusal) {}

  private static final Outcome NOTHING = new Outcome(false, null);

  private final JdbcClient jdbc;
  private final ChangeFacts facts;
  private final WaitingChanges waiting;
  private final UnfitChanges unfit;

  public MessageChanges(
      JdbcClient jdbc, ChangeFacts facts, WaitingChanges waiting, UnfitChanges unfit) {
    this.jdbc = jdbc;
    this.facts = facts;
    this.waiting = waiting;
    this.unfit = unfit;
  }

  /**
   * Makes a change, or lets it wait if it depends on what is not known yet.
   *
   * @param chat the canonical name of the chat that it names
   * @param event what brought it
   */
  public Outcome apply(
      String instance, UUID message, String chat, MessageChange change, UUID event) {
    if (isMade(message, change)) {
      return NOTHING;
    }
    Authorship.Facts known = facts.of(message, chat, change.actor());
    return switch (change.deletes()
        ? Authorship.mayRevoke(known, change.actor())
        : Authorship.mayEdit(known, change.actor())) {
      case ALLOWED -> new Outcome(make(message, change), null);
      case REFUSED -> new Outcome(false, refusal(change));
      case UNKNOWN_RANK -> {
        waiting.keep(instance, chat, change.whatsappId(), change, event);
        yield NOTHING;
      }
    };
  }

  /** Keeps a change of a message that has not come yet. */
  public void keep(String instance, String chat, MessageChange change, UUID event) {
    waiting.keep(instance, chat, change.whatsappId(), change, event);
  }

  /**
   * Looks again at what waited for a message of a conversation, or for its members' ranks.
   *
   * @param whatsappId of the only message that is meant, or null for all
   * @return the messages that are other ones now
   */
  List<UUID> catchUp(UUID conversation, String whatsappId) {
    List<UUID> changed = new ArrayList<>();
    for (WaitingChanges.Taken taken : waiting.take(conversation, whatsappId)) {
      Outcome outcome =
          apply(taken.instance(), taken.message(), taken.chat(), taken.change(), taken.event());
      if (outcome.changed()) {
        changed.add(taken.message());
      } else if (outcome.refusal() != null && taken.event() != null) {
        unfit.park(taken.event(), outcome.refusal());
      }
    }
    return changed;
  }

  void rename(String instance, String lid, String phone) {
    waiting.rename(instance, lid, phone);
  }

  /** Whether there is nothing to be changed: an older edit that comes late, a second deletion. */
  private boolean isMade(UUID message, MessageChange change) {
    return jdbc.sql(
            """
            select case when :deletes then deleted_at is not null
              else coalesce(edited_at >= :at, false) end
            from message where id = :id""")
        .param("deletes", change.deletes())
        .param("at", Timestamp.from(change.at()))
        .param("id", message)
        .query(Boolean.class)
        .single();
  }

  private boolean make(UUID message, MessageChange change) {
    return change.deletes()
        ? delete(message, change.at())
        : edit(message, change.text(), change.at());
  }

  /** An older edit that comes late changes nothing. */
  private boolean edit(UUID id, String text, Instant at) {
    return jdbc.sql(
                """
                update message set text = :text, edited_at = :at, updated_at = now()
                where id = :id and (edited_at is null or edited_at < :at)""")
            .param("text", text)
            .param("at", Timestamp.from(at))
            .param("id", id)
            .update()
        == 1;
  }

  /** Its media stays. */
  private boolean delete(UUID id, Instant at) {
    return jdbc.sql(
                """
                update message set deleted_at = :at, updated_at = now()
                where id = :id and deleted_at is null""")
            .param("at", Timestamp.from(at))
            .param("id", id)
            .update()
        == 1;
  }

  private static String refusal(MessageChange change) {
    return change.deletes()
        ? "whoever revokes the message neither wrote it nor is known to be an admin of its group"
        : "whoever edits the message did not write it, or that can't be told";
  }
}
