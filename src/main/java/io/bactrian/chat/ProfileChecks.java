package io.bactrian.chat;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * When pictures and groups were asked for, and when they are to be asked for again. Times are the
 * database's. All methods belong into the caller's transaction.
 */
@Component
public class ProfileChecks {

  /** A conversation whose picture or group is to be asked for. */
  public record Due(UUID id, String chat) {}

  private final JdbcClient jdbc;

  public ProfileChecks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Whether a conversation was not answered for since that time, with no answer arriving before the
   * transaction ends: a job that is done the moment before would else be opened twice.
   */
  public boolean isUnanswered(UUID conversation, Instant since) {
    return jdbc.sql(
            """
            select profile_checked_at is null or profile_checked_at < :since from conversation
            where id = :id for no key update""")
        .param("since", Timestamp.from(since))
        .param("id", conversation)
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  /** A webhook told of a change: an answer that was asked for before it is not the last word. */
  public void changed(UUID conversation) {
    jdbc.sql("update conversation set profile_changed_at = now() where id = :id")
        .param("id", conversation)
        .update();
  }

  /**
   * Evolution has answered, and all it knows is here.
   *
   * @param askedAt before the question was put
   */
  public void answered(UUID conversation, Instant askedAt) {
    settle(conversation, askedAt, 0, null);
  }

  /**
   * Evolution knew of no picture, which it also says when it failed.
   *
   * @param misses how often in a row by now
   * @param again when it is to be asked again
   */
  public void missed(UUID conversation, Instant askedAt, int misses, Instant again) {
    settle(conversation, askedAt, misses, again);
  }

  /** How often in a row Evolution knew of no picture. */
  public int misses(UUID conversation) {
    return jdbc.sql("select profile_misses from conversation where id = :id for update")
        .param("id", conversation)
        .query(Integer.class)
        .optional()
        .orElse(0);
  }

  /** Takes those whose time has come, at most so many; each is handed out once. */
  public List<Due> take(int most) {
    return jdbc.sql(
            """
            update conversation set profile_due_at = null where id in (
              select id from conversation where profile_due_at <= now()
              order by profile_due_at limit :most for update skip locked)
            returning id, chat""")
        .param("most", most)
        .query(Due.class)
        .list();
  }

  private void settle(UUID conversation, Instant askedAt, int misses, Instant again) {
    jdbc.sql(
            """
            update conversation set profile_checked_at = now(), profile_misses = :misses,
              profile_due_at = case when profile_changed_at > :asked then now()
                else cast(:again as timestamptz) end
            where id = :id""")
        .param("misses", misses)
        .param("asked", Timestamp.from(askedAt))
        .param("again", again == null ? null : Timestamp.from(again))
        .param("id", conversation)
        .update();
  }
}
