package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.reconcile.ReconciliationRequest;
import io.bactrian.reconcile.Reconciliations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * No outage falls between the gap, the overlap and a reconciliation that came before it. Times are
 * minutes ago; the looks are those of hubs of the test's own, whose jobs no lane ever gets.
 */
class ReconciliationDueIT extends PastInstanceTest {

  private static final int OVERLAP = 20;
  private static final String ROUTER = "route-job";

  @BeforeEach
  void noLaneGetsAJob() throws Exception {
    camel.getRouteController().suspendRoute(ROUTER);
  }

  @AfterEach
  void lanesGetJobs() throws Exception {
    camel.getRouteController().resumeRoute(ROUTER);
  }

  @Test
  void anOutageShorterThanTheGapIsAskedForThoughWebhooksCameAtOnceAfterIt() {
    heard(15);
    heard(1);

    look(startedHub());

    assertThat(askedSince()).isGreaterThanOrEqualTo(1 + OVERLAP);
  }

  @Test
  void anOutageLongerThanTheGapIsAskedForThoughWebhooksCameAtOnceAfterIt() {
    heard(60);
    heard(1);
    heard(0);

    look(startedHub());

    assertThat(askedSince()).isEqualTo(60 + OVERLAP);
  }

  @Test
  void whileOneOfAKilledHubIsUnderWayTheLookAtTheStartIsPutOff() {
    heard(10);
    UUID killed = reconciliation("running", 40, 12, "pending");
    Reconciliations started = startedHub();

    look(started);
    assertThat(askedSince()).as("that of the killed hub").isEqualTo(40);
    heard(0);
    settle(killed, "done", "done");
    look(started);

    assertThat(askedSince()).isEqualTo(12 + OVERLAP);
    assertThat(askedUntil()).isZero();
    settle(killed, "done", "done");
    look(started);
    assertThat(askedSince()).as("not once more").isEqualTo(12 + OVERLAP);
    assertThat(state()).isEqualTo("done");
  }

  @Test
  void aHubWhoseClockIsBehindSeesNoSilenceWhereNoneIs() {
    heard(3);
    Reconciliations started = startedHub(Clock.offset(Clock.systemUTC(), Duration.ofHours(-2)));

    look(started);
    assertThat(askedUntil()).isZero();
    settle(id(), "done", "done");
    heard(0);
    look(started);

    assertThat(jobs("pending")).isZero();
  }

  @Test
  void twoHubsThatStartTogetherLeaveTheInstanceAskedByOneAtATime() {
    heard(10);
    Reconciliations one = startedHub();
    Reconciliations other = startedHub();

    look(one);
    look(other);

    assertThat(askedSince()).isEqualTo(10 + OVERLAP);
    assertThat(jobs("pending")).isOne();
    settle(id(), "done", "done");
    look(one);
    assertThat(jobs("pending")).as("it has asked").isZero();
    look(other);
    assertThat(jobs("pending")).as("it has not asked yet").isOne();
  }

  @Test
  void oneThatFailedJustBeforeTheStartIsAskedForLaterFromWhereItBegan() {
    heard(3);
    reconciliation("failed", 50, 1, "parked");
    Reconciliations started = startedHub();

    look(started);
    assertThat(state()).as("refused a minute ago").isEqualTo("failed");
    failedLongAgo();
    look(started);

    assertThat(askedSince()).isEqualTo(50);
    assertThat(askedUntil()).isZero();
    assertThat(jobs("pending")).isOne();
  }

  @Test
  void oneThatFailedIsAskedForAgainThoughNoSilenceIsLongEnough() {
    heard(3);
    Reconciliations hubThatRuns = startedHub();
    look(hubThatRuns);
    settle(id(), "failed", "parked");
    int since = askedSince();
    failedLongAgo();

    look(hubThatRuns);

    assertThat(state()).isEqualTo("running");
    assertThat(askedSince()).isEqualTo(since);
  }

  @Test
  void oneWhoseAttemptsAreSpentIsAskedForAgain() {
    heard(3);
    reconciliation("running", 50, 12, "parked");
    failedLongAgo();

    look(startedHub());

    assertThat(askedSince()).isEqualTo(50);
    assertThat(jobs("pending")).isOne();
  }

  @Test
  void oneThatFailedAndWasPutBackIsNotBegunAnewUnderItsWorkersHands() {
    heard(3);
    UUID replayed = reconciliation("failed", 50, 12, "parked");
    jdbc.sql("update reconciliation set page = 7 where id = :id").param("id", replayed).update();
    settle(replayed, "failed", "pending");
    failedLongAgo();

    look(startedHub());

    assertThat(
            jdbc.sql("select page from reconciliation where id = :id")
                .param("id", replayed)
                .query(Integer.class)
                .single())
        .isEqualTo(7);
  }

  @Test
  void aRequestForLessDoesNotHideWhatIsDueAnyway() {
    heard(60);
    heard(1);

    transactions.executeWithoutResult(
        status ->
            startedHub()
                .request(
                    new ReconciliationRequest(
                        instance, Instant.now().minus(Duration.ofMinutes(5)))));

    assertThat(askedSince()).isEqualTo(60 + OVERLAP);
  }

  private Reconciliations startedHub() {
    return startedHub(Clock.systemUTC());
  }

  private Reconciliations startedHub(Clock clock) {
    return new Reconciliations(jdbc, ledger, parked, settings, clock);
  }

  /** A look that leaves the instances of other tests alone. */
  private void look(Reconciliations started) {
    transactions.executeWithoutResult(
        status -> {
          started.due();
          jdbc.sql(
                  """
                  delete from job where subject in (select id from reconciliation
                    where started_at = now() and instance <> :instance)""")
              .param("instance", instance)
              .update();
          jdbc.sql("delete from reconciliation where started_at = now() and instance <> :instance")
              .param("instance", instance)
              .update();
        });
  }
}
