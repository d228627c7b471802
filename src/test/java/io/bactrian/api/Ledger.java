package io.bactrian.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts rows into the database as the rest of the hub would. */
public final class Ledger {

  public static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456Z");

  private final JdbcClient jdbc;

  Ledger(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void clear() {
    jdbc.sql(
            "truncate job, derivative, derivation_run, attachment, message, conversation, identity, event")
        .update();
  }

  public UUID conversation(String instance, String chat) {
    UUID id = UUID.randomUUID();
    jdbc.sql(
            "insert into conversation (id, instance, chat, is_group, updated_at)"
                + " values (?, ?, ?, ?, ?)")
        .params(id, instance, chat, chat.endsWith("@g.us"), NOON.atOffset(ZoneOffset.UTC))
        .update();
    return id;
  }

  public UUID message(UUID conversation, String whatsappId, String text, Instant sentAt) {
    UUID id = UUID.randomUUID();
    jdbc.sql(
            "insert into message (id, conversation_id, whatsapp_id, direction, kind, text, status,"
                + " sent_at) values (?, ?, ?, 'IN', 'text', ?, 'DELIVERED', ?)")
        .params(id, conversation, whatsappId, text, sentAt.atOffset(ZoneOffset.UTC))
        .update();
    return id;
  }

  public UUID attachment(UUID message, String status) {
    UUID id = UUID.randomUUID();
    jdbc.sql(
            "insert into attachment (id, message_id, kind, status, mime_type, file_name)"
                + " values (?, ?, 'document', ?, 'application/pdf', 'contract.pdf')")
        .params(id, message, status)
        .update();
    return id;
  }

  void stored(UUID attachment) {
    jdbc.sql(
            "update attachment set status = 'STORED', size = 42, sha256 = 'abcd', source = 'url',"
                + " object_key = 'media/1' where id = ?")
        .param(attachment)
        .update();
  }

  public UUID job(String kind, UUID subject, String state) {
    UUID id = UUID.randomUUID();
    job(id, kind, subject, state);
    return id;
  }

  public void job(UUID id, String kind, UUID subject, String state) {
    jdbc.sql(
            "insert into job (id, kind, subject, state, attempts, next_attempt_at, last_error)"
                + " values (?, ?, ?, ?, 3, now(), 'HTTP 410')")
        .params(id, kind, subject, state)
        .update();
  }

  /** A job that waited and worked for so many milliseconds and was done a minute ago. */
  void done(String kind, int waited, int worked) {
    jdbc.sql(
            "insert into job (id, kind, subject, state, next_attempt_at, queued_at, started_at,"
                + " done_at) select ?, ?, ?, 'done', now(),"
                + " start - make_interval(secs => ?), start, start + make_interval(secs => ?)"
                + " from (select now() - interval '1 minute' as start) as moment")
        .params(UUID.randomUUID(), kind, UUID.randomUUID(), waited / 1000.0, worked / 1000.0)
        .update();
  }

  void sql(String sql, Object... values) {
    jdbc.sql(sql).params(values).update();
  }
}
