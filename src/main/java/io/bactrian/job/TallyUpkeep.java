package io.bactrian.job;

import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Keeps the tally of jobs short, so that reading it costs the same under load. */
@Component
class TallyUpkeep {

  private final JobTally tally;
  private final DatabaseWatch database;

  TallyUpkeep(JobTally tally, DatabaseWatch database) {
    this.tally = tally;
    this.database = database;
  }

  @Scheduled(fixedDelayString = "${bactrian.ledger.tally:2s}")
  void addUp() {
    if (database.isAway()) {
      return;
    }
    try {
      tally.addUp();
    } catch (DataAccessException | TransactionException e) {
      database.note(e);
    }
  }
}
