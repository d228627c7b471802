package io.bactrian.job;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lines of jobs of which each waits for all earlier ones, such as the messages of one chat. */
@Component
class JobLines {

  private final JdbcClient jdbc;

  JobLines(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The job whose turn it is in a line, unless somebody works on it. */
  Optional<JobRef> next(UUID line) {
    return jdbc.sql(
            """
            select id, kind, owner from (
              select id, kind, claimed_by,"""
                + JobOwner.SQL
                + """
               as owner
              from job where line = :line and state = 'pending'
              order by position limit 1) as first
            where claimed_by is null""")
        .param("line", line)
        .query(JobOwner::ref)
        .optional();
  }
}
