package io.bactrian.job;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Jobs that are asked for again and again, of which the ledger has one at a time. */
@Component
public class RecurringJobs {

  private final JdbcClient jdbc;

  public RecurringJobs(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Makes a job due now that failed and waits for its next attempt, in the caller's transaction; one
   * that waits for its instance goes on waiting.
   */
  public void hasten(String kind, UUID subject) {
    jdbc.sql(
            """
            update job set next_attempt_at = now(), updated_at = now()
            where kind = :kind and subject = :subject and state = 'pending'
              and claimed_by is null and waits_for is null and last_error is not null
              and next_attempt_at > now()""")
        .param("kind", kind)
        .param("subject", subject)
        .update();
  }
}
