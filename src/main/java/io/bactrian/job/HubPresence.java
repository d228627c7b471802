package io.bactrian.job;

import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Says that this copy of the program lives, so that the jobs it has claimed stay its own, and that
 * those of a killed copy are free again.
 */
@Component
public class HubPresence implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(HubPresence.class);

  private final UUID id = UUID.randomUUID();
  private final JdbcClient jdbc;
  private final JobKinds kinds;
  private final LedgerSettings settings;
  private final DatabaseWatch database;
  private volatile boolean running;

  public HubPresence(
      JdbcClient jdbc, JobKinds kinds, LedgerSettings settings, DatabaseWatch database) {
    this.jdbc = jdbc;
    this.kinds = kinds;
    this.settings = settings;
    this.database = database;
  }

  /** Names this copy; new at every start. */
  public UUID id() {
    return id;
  }

  @Override
  public void start() {
    running = true;
    beat();
  }

  /** Frees the claims at once: who stops cleanly has nothing in hand any more. */
  @Override
  public void stop() {
    running = false;
    try {
      // What the stop cut short is no fault of the job, and must not look as if we died over it.
      jdbc.sql(
              """
              update job set claimed_by = null, next_attempt_at = now(), updated_at = now()
              where claimed_by = :id and state = 'pending' and kind = any(:spending)""")
          .param("id", id)
          .param("spending", kinds.spendingByLostClaim())
          .update();
      jdbc.sql("delete from hub where id = :id").param("id", id).update();
    } catch (DataAccessException | TransactionException e) {
      log.info("could not sign off; its claims are free after {}", settings.presumedDead());
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the routes start, and after they have stopped. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE + 1000;
  }

  @Scheduled(fixedDelayString = "${bactrian.ledger.heartbeat:3s}")
  void beat() {
    if (!running) {
      return;
    }
    try {
      jdbc.sql(
              """
              insert into hub (id) values (:id)
              on conflict (id) do update set seen_at = now()""")
          .param("id", id)
          .update();
      jdbc.sql("delete from hub where seen_at < now() - make_interval(secs => :secs) * 20")
          .param("secs", settings.presumedDead().toSeconds())
          .update();
      database.answered();
    } catch (DataAccessException | TransactionException e) {
      database.note(e);
      log.warn("no heartbeat: the database does not answer ({})", e.getClass().getSimpleName());
    }
  }
}
