package io.bactrian.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.hub.HubTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A job over which copies die is found and parked; one that only was in hand is not. What a test's
 * transaction has not committed, no other copy sees.
 */
class DeathsIT extends HubTest {

  private static final String KIND = "fetch_group_info";

  @Autowired private DueJobs dueJobs;
  @Autowired private Deaths deaths;
  @Autowired private Parked parked;
  @Autowired private LedgerSettings settings;
  @Autowired private DatabaseWatch database;
  @Autowired private HubPresence presence;
  @Autowired private JobTimers timers;
  @Autowired private TransactionTemplate transactions;

  private final List<UUID> jobs = new ArrayList<>();

  @AfterEach
  void noJobs() {
    jobs.forEach(job -> jdbc.sql("delete from job where id = :id").param("id", job).update());
  }

  @Test
  void theJobOverWhichCopiesDieIsParkedAndAReplayBeginsAnew() {
    rolledBack(
        () -> {
          UUID culprit = job();
          UUID other = job();
          die(culprit, other);
          die(culprit);
          assertThat(state(culprit)).isEqualTo("pending");
          die(culprit);

          assertThat(state(culprit)).isEqualTo("parked");
          assertThat(column("last_error", culprit, String.class)).contains("3 copies", "died");
          assertThat(state(other)).isEqualTo("pending");

          parked.replay(culprit);
          assertThat(state(culprit)).isEqualTo("pending");
          assertThat(deathsOf(culprit)).isZero();
        });
  }

  @Test
  void aDeathWithNoSuspectInHandClearsThemAll() {
    rolledBack(
        () -> {
          UUID innocent = job();
          for (int i = 0; i < 5; i++) {
            die(innocent);
            die(innocent);
            die(job());
            assertThat(deathsOf(innocent)).isZero();
          }
          assertThat(state(innocent)).isEqualTo("pending");
        });
  }

  @Test
  void culpritsThatDoNotMeetAreParkedOneAfterTheOther() {
    rolledBack(
        () -> {
          UUID one = job();
          UUID two = job();
          die(one, two);
          die(one);
          die(two);
          die(one);
          die(two);

          assertThat(state(one)).isEqualTo("parked");
          assertThat(state(two)).isEqualTo("parked");
        });
  }

  @Test
  void aCopyThatComesBackDidNotDie() {
    rolledBack(
        () -> {
          UUID job = job();
          HubPresence away = new HubPresence(jdbc, deaths, settings, database);
          away.start();
          claimed(job, away.id());
          silent(away.id());
          dueJobs.take();
          assertThat(deathsOf(job)).isOne();

          away.beat();

          assertThat(deathsOf(job)).isZero();
        });
  }

  @Test
  void aCopyThatStopsDidNotDie() {
    rolledBack(
        () -> {
          UUID job = job();
          HubPresence stopping = new HubPresence(jdbc, deaths, settings, database);
          stopping.start();
          claimed(job, stopping.id());
          stopping.stop();

          assertThat(dueJobs.take()).extracting(JobRef::id).contains(job);
          assertThat(deathsOf(job)).isZero();
          assertThat(column("attempts", job, Integer.class)).isZero();
        });
  }

  @Test
  void aCopyThatTookLongToStopDidNotDie() {
    rolledBack(
        () -> {
          UUID job = job();
          HubPresence stopping = new HubPresence(jdbc, deaths, settings, database);
          stopping.start();
          claimed(job, stopping.id());
          silent(stopping.id());
          dueJobs.take();
          assertThat(deathsOf(job)).isOne();

          stopping.stop();

          assertThat(deathsOf(job)).isZero();
        });
  }

  @Test
  void ofTwoSuspectsOneIsGivenAndTheOtherIsNotEvenClaimed() {
    rolledBack(
        () -> {
          UUID one = job();
          UUID two = job();
          UUID unsuspected = job();
          die(one, two);
          due(one, two);
          JobClaims claims = claims("1h");

          assertThat(claims.claim(ref(one), exchange())).isNotNull();
          assertThat(claims.claim(ref(two), exchange())).isNull();
          assertThat(column("claimed_by is null", two, Boolean.class)).isTrue();
          assertThat(column("queued_at is null", two, Boolean.class)).isTrue();
          assertThat(claims.claim(ref(unsuspected), exchange())).isNotNull();
        });
  }

  @Test
  void theTryThatMayBeTheLastIsMadeByACopyThatLivedWithoutIt() {
    rolledBack(
        () -> {
          UUID suspect = job();
          die(suspect);
          die(suspect);

          due(suspect);
          assertThat(claims("1h").claim(ref(suspect), exchange())).isNull();
          due(suspect);
          assertThat(claims("0s").claim(ref(suspect), exchange())).isNotNull();
        });
  }

  @Test
  void theLongerItRanTheLongerACopyHasToLiveWithoutIt() {
    rolledBack(
        () -> {
          UUID suspect = job();
          die(suspect);
          die(suspect);
          jdbc.sql("update job set deadly_after = interval '1 h' where id = :id")
              .param("id", suspect)
              .update();

          due(suspect);
          assertThat(claims("0s").claim(ref(suspect), exchange())).isNull();
        });
  }

  private JobClaims claims(String suspectTime) {
    LedgerSettings own =
        new Binder(new MapConfigurationPropertySource(Map.of("suspect-time", suspectTime)))
            .bindOrCreate("", LedgerSettings.class);
    return new JobClaims(null, jdbc, presence, new JobsInHand(), timers, own);
  }

  private static JobRef ref(UUID job) {
    return new JobRef(job, KIND);
  }

  private Exchange exchange() {
    return new DefaultExchange(camel);
  }

  /** Waits in its lane. */
  private void due(UUID... ids) {
    for (UUID id : ids) {
      jdbc.sql("update job set queued_at = now(), claimed_by = null where id = :id")
          .param("id", id)
          .update();
    }
  }

  private void rolledBack(Runnable test) {
    transactions.executeWithoutResult(
        status -> {
          status.setRollbackOnly();
          test.run();
        });
  }

  private UUID job() {
    UUID id = UUID.randomUUID();
    jobs.add(id);
    jdbc.sql(
            """
            insert into job (id, kind, subject, next_attempt_at, queued_at)
            values (:id, :kind, :id, now() + interval '1 h', now())""")
        .param("id", id)
        .param("kind", KIND)
        .update();
    return id;
  }

  /** A copy dies that has these in hand, and that is found out. */
  private void die(UUID... inHand) {
    UUID copy = UUID.randomUUID();
    jdbc.sql("insert into hub (id) values (:id)").param("id", copy).update();
    for (UUID job : inHand) {
      claimed(job, copy);
    }
    silent(copy);
    dueJobs.take();
  }

  private void silent(UUID copy) {
    jdbc.sql("update hub set seen_at = now() - interval '1 h' where id = :id")
        .param("id", copy)
        .update();
  }

  private void claimed(UUID job, UUID copy) {
    jdbc.sql("update job set claimed_by = :copy, started_at = now() where id = :id")
        .param("copy", copy)
        .param("id", job)
        .update();
  }

  private int deathsOf(UUID job) {
    return column("coalesce(cardinality(deaths), 0)", job, Integer.class);
  }

  private String state(UUID job) {
    return column("state", job, String.class);
  }

  private <T> T column(String name, UUID job, Class<T> type) {
    return jdbc.sql("select " + name + " from job where id = :id")
        .param("id", job)
        .query(type)
        .single();
  }
}
