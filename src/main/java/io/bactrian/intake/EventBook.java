package io.bactrian.intake;

import io.bactrian.chat.UnfitChanges;
import io.bactrian.decode.RawEvent;
import io.bactrian.decode.WireValues;
import io.bactrian.job.Kinds;
import io.bactrian.job.Parked;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The events as received, each once. */
@Component
public class EventBook implements UnfitChanges {

  private static final Logger log = LoggerFactory.getLogger(EventBook.class);

  /**
   * An event as it was kept.
   *
   * @param opened whether its inline base64 was taken out
   */
  public record Kept(UUID id, String name, boolean opened, byte[] raw) {}

  private final JdbcClient jdbc;
  private final Parked parked;

  public EventBook(JdbcClient jdbc, Parked parked) {
    this.jdbc = jdbc;
    this.parked = parked;
  }

  /** The event of that fingerprint, if it came before; it is written down that it came again. */
  public Optional<UUID> again(byte[] fingerprint) {
    return jdbc.sql(
            """
            with known as (
                select id, repeated_at from event where fingerprint = :fingerprint),
              marked as (
                update event set repeated_at = now() from known
                where event.id = known.id and known.repeated_at is null)
            select id from known""")
        .param("fingerprint", fingerprint)
        .query(UUID.class)
        .optional();
  }

  /** Keeps an event in the caller's transaction; false if another delivery of it was first. */
  public boolean keep(RawEvent event) {
    return insert(event, "accepted", null, true);
  }

  /** Keeps an event that is not understood, and a parked job by which it can be replayed. */
  @Transactional
  public boolean park(RawEvent event, String reason, boolean opened) {
    if (!insert(event, "parked", reason, opened)) {
      return false;
    }
    parkJob(event.id(), reason);
    log.warn("event {} parked: {}", event.id(), reason);
    return true;
  }

  /** Parks an event kept before, of which a part was not understood or is not allowed. */
  @Override
  public void park(UUID event, String reason) {
    state(event, "parked", reason);
    parkJob(event, reason);
    log.warn("event {} partly parked: {}", event, reason);
  }

  @Override
  public void tryAgain(UUID event) {
    parked.replay(event);
  }

  /** What was kept of an instance at that moment. */
  List<Kept> keptAt(String instance, OffsetDateTime moment) {
    return jdbc.sql(
            """
            select id, name, opened, raw from event
            where instance = :instance and received_at = :moment""")
        .param("instance", instance)
        .param("moment", moment)
        .query((row, n) -> kept(row))
        .list();
  }

  private static Kept kept(ResultSet row) throws SQLException {
    return new Kept(
        row.getObject("id", UUID.class),
        row.getString("name"),
        row.getBoolean("opened"),
        row.getBytes("raw"));
  }

  /** A body that could not be read before could be now: keeps it without its base64. */
  public void reopened(RawEvent event) {
    jdbc.sql(
            """
            update event set name = :name, instance = :instance, opened = true, raw = :raw
            where id = :id""")
        .param("name", event.name())
        .param("instance", event.instance())
        .param("raw", event.bytes())
        .param("id", event.id())
        .update();
  }

  /** What came of a replay. */
  public void state(UUID event, String state, String reason) {
    jdbc.sql("update event set state = :state, reason = :reason where id = :id")
        .param("state", state)
        .param("reason", reason)
        .param("id", event)
        .update();
  }

  /** Bytes of a kept event; 0 if there is none. */
  public long size(UUID event) {
    return jdbc.sql("select octet_length(raw) from event where id = :id")
        .param("id", event)
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  /** The kept event. */
  public Optional<Kept> load(UUID event) {
    return jdbc.sql("select id, name, opened, raw from event where id = :id")
        .param("id", event)
        .query((row, n) -> kept(row))
        .optional();
  }

  /** The job has the event's id, so that people find it by what the webhook was answered. */
  private void parkJob(UUID event, String reason) {
    parked.open(event, Kinds.ACCEPT_EVENT, event, reason);
  }

  /**
   * Once by what it says, and once by its id: taken out of the queue again it may read otherwise.
   */
  private boolean insert(RawEvent event, String state, String reason, boolean opened) {
    return jdbc.sql(
                """
                insert into event (id, fingerprint, name, instance, state, reason, opened, raw)
                values (:id, :fingerprint, :name, :instance, :state, :reason, :opened, :raw)
                on conflict do nothing""")
            .param("id", event.id())
            .param("fingerprint", event.fingerprint())
            .param("name", event.name())
            .param("instance", event.instance())
            .param("state", state)
            .param("reason", reason == null ? null : WireValues.clean(reason))
            .param("opened", opened)
            .param("raw", event.bytes())
            .update()
        == 1;
  }
}
