package io.bactrian.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.embedded.GrownPostgres;
import io.bactrian.embedded.PlanAssert;
import io.bactrian.hub.HubTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The look for due jobs costs what is due, not what is there. */
class GrownDueJobsIT extends HubTest {

  /** Of 500 lines, in which five times as many jobs stand that may be due. */
  private static final long LINES = 1_100;

  @Autowired private Deaths deaths;
  @Autowired private JobKinds kinds;
  @Autowired private HubPresence presence;
  @Autowired private JobsInHand inHand;
  @Autowired private LedgerSettings settings;

  private final GrownPostgres grown = GrownPostgres.shared();
  private final JdbcClient old = JdbcClient.create(grown.database());
  private final JobTally tally = new JobTally(old);

  @Test
  void whatStandsBehindOthersIsNotLookedAtOneByOne() {
    DueJobs due = new DueJobs(old, tally, kinds, presence, inHand, settings, deaths);
    List<JobRef> taken = new ArrayList<>();

    PlanAssert.assertBounded(grown.plansOf(() -> again(() -> taken.addAll(due.take()))), LINES);
    assertThat(taken).isEmpty();
  }

  @Test
  void jobsAreNotCountedOneByOne() {
    PlanAssert.assertBounded(grown.plansOf(() -> again(tally::counts)), LINES);
    PlanAssert.assertBounded(
        grown.plansOf(() -> again(() -> tally.pending("send_message"))), LINES);
  }

  private static void again(Runnable work) {
    for (int time = 0; time < 12; time++) {
      work.run();
    }
  }
}
