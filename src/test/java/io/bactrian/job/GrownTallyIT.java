package io.bactrian.job;

import io.bactrian.embedded.GrownPostgres;
import io.bactrian.embedded.PlanAssert;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The counts of jobs cost what changed lately, not what is there. */
class GrownTallyIT {

  /** Rows that a count may read: changes that were not added up yet. */
  private static final long MOST = 1_100;

  private final GrownPostgres grown = GrownPostgres.shared();
  private final JdbcClient old = JdbcClient.create(grown.database());
  private final JobTally tally = new JobTally(old);

  @Test
  void jobsAreNotCountedOneByOne() {
    PlanAssert.assertBounded(grown.plansOf(() -> again(tally::counts)), MOST);
    PlanAssert.assertBounded(grown.plansOf(() -> again(() -> tally.pending("send_message"))), MOST);
  }

  private static void again(Runnable work) {
    for (int time = 0; time < 12; time++) {
      work.run();
    }
  }
}
