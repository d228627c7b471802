package io.bactrian.api;

import io.bactrian.api.http.Cursor;
import io.bactrian.api.http.NewestOf;
import io.bactrian.api.http.Page;
import io.bactrian.api.http.PageRequest;
import io.bactrian.api.http.Rows;
import io.bactrian.api.http.Where;
import io.bactrian.chat.AttachmentKind;
import io.bactrian.derive.DerivativeState;
import io.bactrian.storage.ObjectState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads attachments with the state of their newest job. */
@Component
public class AttachmentQueries {

  private static final String PENDING = "PENDING";

  private static final String PAGE =
      """
      page as (
        select a.id, a.message_id, a.position, a.instance_name as instance, a.kind, a.status, a.mime_type, a.size, a.sha256,
          a.file_name, coalesce(d.width, a.width) as width, coalesce(d.height, a.height) as height,
          coalesce(d.duration, a.duration) as duration, d.waveform, a.expires_at, a.source,
          a.last_error, d.thumbnail_key, d.transcoded_key, d.state as derivatives,
          d.reason as derivatives_error, a.damage, a.checked_at, a.created_at
        from attachment a
        left join derivative d on d.attachment_id = a.id
      """;

  // The jobs of the whole page at once: rows of the ledger by the million, of a page by the dozen.
  private static final String WITH_JOBS =
      """
      ), newest_job as (
        select distinct on (subject) subject, attempts, next_attempt_at, state
        from job
        where kind = 'process_incoming_media' and subject in (select id from page)
        order by subject, created_at desc
      )
      select page.*, coalesce(j.attempts, 0) as attempts,
        case when j.state = 'pending' then j.next_attempt_at end as next_attempt_at
      from page left join newest_job j on j.subject = page.id
      order by page.created_at desc, page.id desc
      """;

  private final JdbcClient jdbc;

  AttachmentQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public Optional<AttachmentView> find(UUID id) {
    return select("with ", "where a.id = :id", Map.of("id", id)).stream().findFirst();
  }

  Map<UUID, List<AttachmentView>> ofMessages(Collection<UUID> messages) {
    if (messages.isEmpty()) {
      return Map.of();
    }
    return select("with ", "where a.message_id in (:messages)", Map.of("messages", messages))
        .stream()
        .sorted(Comparator.comparingInt(AttachmentView::position))
        .collect(Collectors.groupingBy(AttachmentView::message));
  }

  Page<AttachmentView> list(AttachmentStatus status, String instance, PageRequest page) {
    NewestOf newest =
        new NewestOf("attachment", "created_at")
            .each("instance_name", "conversation", "instance", instance)
            .each("status", AttachmentStatus.values(), status);
    List<AttachmentView> rows =
        select(newest.sql(page) + ", ", "where a.id in (select id from newest)", newest.values());
    return Page.of(rows, page.limit(), row -> new Cursor(row.createdAt(), row.id()));
  }

  /**
   * Which attachments are asked for; what is null asks for nothing.
   *
   * @param chat JID
   */
  public record Filter(
      AttachmentStatus status, String instance, String chat, AttachmentKind kind) {}

  /** Those of a filter, newest first. */
  public Page<AttachmentView> list(Filter filter, PageRequest page) {
    if (filter.chat() == null && filter.kind() == null) {
      return list(filter.status(), filter.instance(), page);
    }
    Where where =
        Where.all()
            .and("a.status = :status", "status", filter.status())
            .and("a.instance_name = :instance", "instance", filter.instance())
            .and("a.kind = :kind", "kind", filter.kind())
            .and(
                """
                a.message_id in (
                  select m.id from message m join conversation c on c.id = m.conversation_id
                  where c.chat = :chat)""",
                "chat",
                filter.chat())
            .page(page, "a.created_at", "a.id");
    List<AttachmentView> rows =
        select(
            "with ",
            where.sql() + "order by a.created_at desc, a.id desc limit :limit ",
            where.values());
    return Page.of(rows, page.limit(), row -> new Cursor(row.createdAt(), row.id()));
  }

  /** Where the bytes lie; empty for an unknown attachment. */
  Optional<StoredObject> object(UUID id) {
    return jdbc.sql(
            """
            select status, object_key, file_name, mime_type, thumbnail_key, thumbnail_type,
              transcoded_key, transcoded_type, state, reason
            from attachment left join derivative on attachment_id = id where id = :id""")
        .param("id", id)
        .query(
            (row, number) ->
                new StoredObject(
                    AttachmentStatus.valueOf(row.getString("status")),
                    row.getString("object_key"),
                    row.getString("file_name"),
                    row.getString("mime_type"),
                    new Derived(row.getString("thumbnail_key"), row.getString("thumbnail_type")),
                    new Derived(row.getString("transcoded_key"), row.getString("transcoded_type")),
                    state(row, "state"),
                    row.getString("reason")))
        .optional();
  }

  /**
   * @param key null unless stored
   * @param derivatives null if nobody asked for any
   * @param reason why derivatives could not be made
   */
  record StoredObject(
      AttachmentStatus status,
      String key,
      String fileName,
      String mimeType,
      Derived thumbnail,
      Derived transcoded,
      DerivativeState derivatives,
      String reason) {}

  /**
   * @param key null if there is none
   */
  record Derived(String key, String mimeType) {}

  private List<AttachmentView> select(String before, String which, Map<String, ?> values) {
    return jdbc.sql(before + PAGE + which + WITH_JOBS)
        .params(values)
        .query((row, number) -> attachment(row))
        .list();
  }

  private static AttachmentView attachment(ResultSet row) throws SQLException {
    String status = row.getString("status");
    Instant next = PENDING.equals(status) ? Rows.instant(row, "next_attempt_at") : null;
    return new AttachmentView(
        Rows.uuid(row, "id"),
        Rows.uuid(row, "message_id"),
        row.getInt("position"),
        row.getString("instance"),
        AttachmentKind.valueOf(row.getString("kind")),
        AttachmentStatus.valueOf(status),
        row.getString("mime_type"),
        row.getObject("size", Long.class),
        row.getString("sha256"),
        row.getString("file_name"),
        row.getObject("width", Integer.class),
        row.getObject("height", Integer.class),
        row.getObject("duration", Integer.class),
        waveform(row.getBytes("waveform")),
        row.getInt("attempts"),
        next,
        Rows.instant(row, "expires_at"),
        row.getString("source"),
        row.getString("last_error"),
        path(row, "thumbnail"),
        path(row, "transcoded"),
        state(row, "derivatives"),
        row.getString("derivatives_error"),
        damage(row),
        Rows.instant(row, "checked_at"),
        Rows.instant(row, "created_at"));
  }

  private static String path(ResultSet row, String part) throws SQLException {
    return row.getString(part + "_key") == null
        ? null
        : "/api/attachments/%s/%s".formatted(row.getString("id"), part);
  }

  private static DerivativeState state(ResultSet row, String column) throws SQLException {
    String state = row.getString(column);
    return state == null ? null : DerivativeState.valueOf(state);
  }

  private static ObjectState damage(ResultSet row) throws SQLException {
    String damage = row.getString("damage");
    return damage == null ? null : ObjectState.valueOf(damage);
  }

  private static int[] waveform(byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    int[] values = new int[bytes.length];
    Arrays.setAll(values, i -> bytes[i]);
    return values;
  }
}
