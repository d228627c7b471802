package io.bactrian.job;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Attempts of a job that stays in its worker's hands. */
@Component
public class JobAttempts {

  private final JdbcClient jdbc;

  public JobAttempts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** One has failed and another begins; in the caller's transaction. */
  public void spend(Job job) {
    jdbc.sql("update job set attempts = attempts + 1 where id = :id and state = 'pending'")
        .param("id", job.id())
        .update();
  }
}
