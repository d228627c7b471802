package io.bactrian.job;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Opens many jobs of no hurry at once. They come due one after the other, so that those that
 * somebody waits for never queue behind them.
 */
@Component
public class PacedJobs {

  private static final int CHUNK = 5000;

  private final JdbcClient jdbc;

  public PacedJobs(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Opens a job for each subject that has no open one, in the caller's transaction; {@link DueJobs}
   * publishes them.
   *
   * @param subjects in the order in which they are to come due
   * @param perSecond how many come due in a second
   */
  public void open(String kind, Collection<UUID> subjects, double perSecond) {
    List<UUID> ordered = List.copyOf(subjects);
    for (int from = 0; from < ordered.size(); from += CHUNK) {
      List<UUID> chunk = ordered.subList(from, Math.min(ordered.size(), from + CHUNK));
      jdbc.sql(
              """
              insert into job (id, kind, subject, next_attempt_at)
              select gen_random_uuid(), :kind, subject,
                now() + make_interval(secs => (:from + n - 1) / :perSecond)
              from unnest(cast(:subjects as uuid[])) with ordinality as listed (subject, n)
              on conflict (kind, subject) where state <> 'done' do nothing""")
          .param("kind", kind)
          .param("from", from)
          .param("perSecond", perSecond)
          .param("subjects", chunk.toArray(UUID[]::new))
          .update();
    }
  }
}
