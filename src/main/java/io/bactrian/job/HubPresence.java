package io.bactrian.job;

import java.time.Duration;
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
  private final Deaths deaths;
  private final LedgerSettings settings;
  private final DatabaseWatch database;
  private volatile boolean running;

  /** Whether the ledger was told of this copy before. */
  private volatile boolean known;

  private volatile boolean away;
  private volatile long startedAt;

  /** Until then nobody is presumed dead: who could not reach the database had no way to say so. */
  private volatile long judgesFrom;

  public HubPresence(
      JdbcClient jdbc, Deaths deaths, LedgerSettings settings, DatabaseWatch database) {
    this.jdbc = jdbc;
    this.deaths = deaths;
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
    startedAt = System.nanoTime();
    judgesFrom = startedAt;
    beat();
  }

  /** Frees the claims at once: who stops cleanly has nothing in hand any more. */
  @Override
  public void stop() {
    running = false;
    try {
      // What the stop cut short is no fault of the job, though the stop took long.
      deaths.takeBack(id);
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
      boolean unknown =
          jdbc.sql(
                  """
                  insert into hub (id) values (:id)
                  on conflict (id) do update set seen_at = now() returning xmax = 0""")
              .param("id", id)
              .query(Boolean.class)
              .single();
      if (unknown && known) {
        deaths.takeBack(id);
      }
      known = true;
      if (away) {
        judgesFrom = System.nanoTime() + settings.presumedDead().toNanos();
        away = false;
      }
      database.answered();
    } catch (DataAccessException | TransactionException e) {
      away = true;
      database.note(e);
      log.warn("no heartbeat: the database does not answer ({})", e.getClass().getSimpleName());
    }
  }

  /** How long this copy has lived. */
  Duration lived() {
    return Duration.ofNanos(System.nanoTime() - startedAt);
  }

  /**
   * Whether this copy can tell that another is dead: not so while it was away from the database
   * itself, or has only just come back, as the others may be about to.
   */
  boolean judges() {
    return !away && System.nanoTime() - judgesFrom >= 0;
  }
}
