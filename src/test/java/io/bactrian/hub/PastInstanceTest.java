package io.bactrian.hub;

import io.bactrian.job.JobLedger;
import io.bactrian.job.Kinds;
import io.bactrian.job.Parked;
import io.bactrian.reconcile.ReconciliationSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** An instance with a past: when it was heard of, and what was asked of it. In minutes ago. */
abstract class PastInstanceTest extends HubTest {

  @Autowired protected JobLedger ledger;
  @Autowired protected Parked parked;
  @Autowired protected ReconciliationSettings settings;
  @Autowired protected TransactionTemplate transactions;

  @BeforeEach
  void heardOfLongAgo() {
    hub.post(sample("01-text-conversation.json"));
    jdbc.sql("delete from event where instance = :instance").param("instance", instance).update();
  }

  @AfterEach
  void forget() {
    jdbc.sql(
            """
            delete from job where subject in
              (select id from reconciliation where instance = :instance)""")
        .param("instance", instance)
        .update();
    jdbc.sql("delete from reconciliation where instance = :instance")
        .param("instance", instance)
        .update();
    jdbc.sql("delete from event where instance = :instance").param("instance", instance).update();
  }

  protected void heard(int minutes) {
    jdbc.sql(
            """
            insert into event (id, fingerprint, name, instance, state, opened, raw, received_at)
            values (:id, :fingerprint, 'connection.update', :instance, 'accepted', true, '',
              now() - make_interval(mins => :minutes))""")
        .param("id", UUID.randomUUID())
        .param("fingerprint", UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8))
        .param("instance", instance)
        .param("minutes", minutes)
        .update();
  }

  protected UUID reconciliation(String state, int since, int until, String job) {
    UUID id = UUID.randomUUID();
    jdbc.sql(
            """
            insert into reconciliation (id, instance, state, since, until)
            values (:id, :instance, :state, now() - make_interval(mins => :since),
              now() - make_interval(mins => :until))""")
        .param("id", id)
        .param("instance", instance)
        .param("state", state)
        .param("since", since)
        .param("until", until)
        .update();
    // Not opened by the ledger, which would publish it to real workers.
    jdbc.sql(
            """
            insert into job (id, kind, subject, next_attempt_at, queued_at)
            values (gen_random_uuid(), :kind, :subject, now() + interval '1 h', now())""")
        .param("kind", Kinds.RECONCILE_MESSAGES)
        .param("subject", id)
        .update();
    settle(id, state, job);
    return id;
  }

  protected void settle(UUID id, String state, String job) {
    jdbc.sql("update reconciliation set state = :state, updated_at = now() where id = :id")
        .param("state", state)
        .param("id", id)
        .update();
    jdbc.sql(
            "update job set state = :state, updated_at = now() where subject = :id and state <> 'done'")
        .param("state", job)
        .param("id", id)
        .update();
  }

  protected void failedLongAgo() {
    jdbc.sql("update reconciliation set updated_at = now() - interval '16 min' where id = :id")
        .param("id", id())
        .update();
    jdbc.sql("update job set updated_at = now() - interval '16 min' where subject = :id")
        .param("id", id())
        .update();
  }

  protected UUID id() {
    return value("id", UUID.class);
  }

  protected String state() {
    return value("state", String.class);
  }

  /** In minutes ago. */
  protected int askedSince() {
    return minutesAgo("since");
  }

  protected int askedUntil() {
    return minutesAgo("until");
  }

  protected int minutesAgo(String column) {
    return (int)
        Duration.between(value(column, OffsetDateTime.class).toInstant(), Instant.now())
            .toMinutes();
  }

  protected <T> T value(String column, Class<T> type) {
    return jdbc.sql("select %s from reconciliation where instance = :instance".formatted(column))
        .param("instance", instance)
        .query(type)
        .single();
  }

  protected int jobs(String state) {
    return jdbc.sql("select count(*) from job where subject = :id and state = :state")
        .param("id", id())
        .param("state", state)
        .query(Integer.class)
        .single();
  }
}
