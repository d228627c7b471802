package io.bactrian.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Whose a job is, so that nobody's jobs keep those of others waiting.
 *
 * @param instance a hash of the instance's name, since lanes carry nothing that people chose; empty
 *     if the job is nobody's
 * @param chat the conversation, by its id; empty likewise
 */
public record JobOwner(String instance, String chat) {

  /** A job that no fairness knows. */
  public static final JobOwner NOBODY = new JobOwner("", "");

  private static final char SEPARATOR = ':';

  /**
   * SQL for the owner of a row of {@code job}, as a lane carries it: its subject is an attachment,
   * a message or a conversation; else null.
   */
  static final String SQL =
      """
      (select left(md5(instance), 12) || ':' || id from conversation
        where id = coalesce((select conversation_id from message
          where id = coalesce((select message_id from attachment where id = job.subject),
            job.subject)), job.subject))""";

  /** Reads what a lane carries; null and what is none is nobody. */
  public static JobOwner of(String written) {
    int end = written == null ? -1 : written.indexOf(SEPARATOR);
    return end < 1 ? NOBODY : new JobOwner(written.substring(0, end), written.substring(end + 1));
  }

  /** A row with {@code id}, {@code kind} and {@code owner}. */
  static JobRef ref(ResultSet row, int number) throws SQLException {
    return new JobRef(
        row.getObject("id", UUID.class), row.getString("kind"), row.getString("owner"));
  }
}
