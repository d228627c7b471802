package io.bactrian.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.embedded.TestPostgres;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The tally says what counting would, whoever changes a job and however. */
class JobTallyIT {

  private static DataSource database;

  private final JdbcClient jdbc = JdbcClient.create(database);
  private final JobTally tally = new JobTally(jdbc);

  @BeforeAll
  static void migrate() {
    database = TestPostgres.emptyDatabase();
    Flyway.configure().dataSource(database).load().migrate();
  }

  @BeforeEach
  void empty() {
    jdbc.sql("truncate job").update();
  }

  @Test
  void anEmptyLedgerHasNothingToCount() {
    open("a", 3);
    jdbc.sql("truncate job").update();
    assertThat(tally.counts()).isEmpty();
  }

  @Test
  void jobsMoveFromStateToState() {
    open("a", 5);
    open("b", 2);
    move("a", "done", 2);
    move("a", "parked", 1);

    assertIsCounted();
    assertThat(tally.counts().get("a").pending()).isEqualTo(2);
    assertThat(tally.counts().get("a").done()).isEqualTo(2);
    assertThat(tally.counts().get("a").parked()).isEqualTo(1);
    assertThat(tally.counts().get("b").pending()).isEqualTo(2);
  }

  @Test
  void aJobThatIsClaimedAndPutBackIsPendingAllTheTime() {
    open("a", 2);
    jdbc.sql(
            "update job set claimed_by = gen_random_uuid() where id in (select id from job limit 1)")
        .update();

    assertIsCounted();
    assertThat(tally.counts().get("a").inFlight()).isEqualTo(1);
  }

  @Test
  void whatIsPrunedIsNotCounted() {
    open("a", 4);
    move("a", "done", 4);
    jdbc.sql("delete from job where state = 'done' and id in (select id from job limit 3)")
        .update();

    assertIsCounted();
  }

  @Test
  void whatIsTakenBackWasNeverThere() {
    open("a", 1);
    new TransactionTemplate(new DataSourceTransactionManager(database))
        .executeWithoutResult(
            status -> {
              open("a", 7);
              status.setRollbackOnly();
            });

    assertIsCounted();
  }

  @Test
  void whatIsThereAlreadyIsNotCountedTwice() {
    UUID subject = UUID.randomUUID();
    for (int time = 0; time < 2; time++) {
      jdbc.sql(
              """
              insert into job (id, kind, subject, next_attempt_at)
              values (gen_random_uuid(), 'a', :subject, now())
              on conflict (kind, subject) where state <> 'done' do nothing""")
          .param("subject", subject)
          .update();
    }

    assertIsCounted();
  }

  @Test
  void manyChangesAreAddedUpToFewAndTheSumStays() {
    for (int i = 0; i < 300; i++) {
      open("a", 1);
    }
    move("a", "done", 300);
    assertThat(changes()).isGreaterThan(300);

    tally.addUp();

    assertThat(changes()).isLessThan(3);
    assertIsCounted();
  }

  @Test
  void fewChangesAreLeftAlone() {
    open("a", 1);
    open("a", 1);
    tally.addUp();
    assertThat(changes()).isEqualTo(2);
  }

  private void assertIsCounted() {
    Map<String, JobTally.Count> counts = tally.counts();
    jdbc.sql("select distinct kind from job").query(String.class).list().stream()
        .forEach(
            kind -> {
              assertThat(counts.get(kind).pending()).isEqualTo(count(kind, "pending"));
              assertThat(counts.get(kind).done()).isEqualTo(count(kind, "done"));
              assertThat(counts.get(kind).parked()).isEqualTo(count(kind, "parked"));
              assertThat(tally.pending(kind)).isEqualTo(count(kind, "pending"));
            });
    assertThat(counts.keySet())
        .containsExactlyInAnyOrderElementsOf(
            jdbc.sql("select distinct kind from job").query(String.class).list());
  }

  private long count(String kind, String state) {
    return jdbc.sql("select count(*) from job where kind = ? and state = ?")
        .params(kind, state)
        .query(Long.class)
        .single();
  }

  private long changes() {
    return jdbc.sql("select count(*) from job_tally").query(Long.class).single();
  }

  private void open(String kind, int number) {
    jdbc.sql(
            """
            insert into job (id, kind, subject, next_attempt_at)
            select gen_random_uuid(), ?, gen_random_uuid(), now() from generate_series(1, ?)""")
        .params(kind, number)
        .update();
  }

  private void move(String kind, String state, int number) {
    jdbc.sql(
            """
            update job set state = ? where id in (
              select id from job where kind = ? and state = 'pending' limit ?)""")
        .params(state, kind, number)
        .update();
  }
}
