package io.bactrian.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.bactrian.api.http.Cursor;
import io.bactrian.api.http.NewestOf;
import io.bactrian.api.http.Page;
import io.bactrian.api.http.PageRequest;
import io.bactrian.api.http.Rows;
import io.bactrian.api.http.Where;
import io.bactrian.chat.MessageStatus;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads messages with their attachments. */
@Component
public class MessageQueries {

  private static final String SELECT =
      """
      select m.id, c.instance, c.chat, m.conversation_id, m.whatsapp_id, m.direction, m.kind,
        m.text, m.content, m.status, m.sent_at, m.sender, m.push_name, m.quoted_id, m.album_id, m.edited_at,
        m.deleted_at, m.last_error
      from message m join conversation c on c.id = m.conversation_id
      """;

  // A person has two names, the phone's and the LID: either finds the chat under whichever it has.
  // An instance at a time, as the indexes are.
  private static final String IN_CHAT =
      """
      with recursive seen (instance) as (%s)
      select found.id from seen
      cross join lateral (
        select cast(:chat as text) as chat
        union select phone from identity where identity.instance = seen.instance and lid = :chat
        union select lid from identity where identity.instance = seen.instance and phone = :chat
      ) as names
      cross join lateral (
        select id from conversation
        where conversation.instance = seen.instance and conversation.chat = names.chat
        limit 1) as found""";

  private final JdbcClient jdbc;
  private final AttachmentQueries attachments;
  private final ObjectReader contents;

  MessageQueries(JdbcClient jdbc, AttachmentQueries attachments, ObjectMapper json) {
    this.jdbc = jdbc;
    this.attachments = attachments;
    contents = json.readerFor(MessageContentView.class);
  }

  public Optional<MessageView> find(UUID id) {
    return select(SELECT + "where m.id = :id", Map.of("id", id)).stream().findFirst();
  }

  /**
   * @param chat JID, of which a LID and its phone number's mean the same
   */
  Page<MessageView> list(
      String instance, String chat, String whatsappId, MessageStatus status, PageRequest page) {
    List<MessageView> rows =
        whatsappId == null || whatsappId.isBlank()
            ? newest(instance, chat, status, page)
            : named(instance, chat, whatsappId, status, page);
    return Page.of(rows, page.limit(), row -> new Cursor(row.timestamp(), row.id()));
  }

  private List<MessageView> newest(
      String instance, String chat, MessageStatus status, PageRequest page) {
    NewestOf newest = new NewestOf("message", "sent_at");
    if (chat == null || chat.isBlank()) {
      newest
          .each("instance_name", "conversation", "instance", instance)
          .each("status", MessageStatus.values(), status);
    } else {
      newest
          .each("conversation_id", inChat(instance))
          .with("chat", chat)
          .with("instance", instance)
          .and("r.status = :status", "status", status);
    }
    return select(
        newest.sql(page)
            + SELECT
            + "join newest on newest.id = m.id order by newest.at desc, newest.id desc",
        newest.values());
  }

  private static String inChat(String instance) {
    return IN_CHAT.formatted(
        instance == null || instance.isBlank()
            ? NewestOf.valuesOf("conversation", "instance", "seen", "instance")
            : "select cast(:instance as text)");
  }

  /** Of the few messages with one of WhatsApp's ids. */
  private List<MessageView> named(
      String instance, String chat, String whatsappId, MessageStatus status, PageRequest page) {
    Where where =
        Where.all()
            .and("m.whatsapp_id = :whatsappId", "whatsappId", whatsappId)
            .and("c.instance = :instance", "instance", instance)
            .and("m.status = :status", "status", status)
            .page(page, "m.sent_at", "m.id");
    Map<String, Object> values = new HashMap<>(where.values());
    if (chat != null && !chat.isBlank()) {
      where.always("m.conversation_id in (" + inChat(instance) + ")");
      values.put("chat", chat);
    }
    return select(SELECT + where.sql() + "order by m.sent_at desc, m.id desc limit :limit", values);
  }

  private List<MessageView> select(String sql, Map<String, ?> values) {
    List<MessageView> rows =
        jdbc.sql(sql).params(values).query((row, number) -> message(row)).list();
    Map<UUID, List<AttachmentView>> media =
        attachments.ofMessages(rows.stream().map(MessageView::id).toList());
    return rows.stream()
        .map(row -> row.withAttachments(media.getOrDefault(row.id(), List.of())))
        .toList();
  }

  private MessageView message(ResultSet row) throws SQLException {
    return new MessageView(
        Rows.uuid(row, "id"),
        row.getString("instance"),
        row.getString("chat"),
        Rows.uuid(row, "conversation_id"),
        row.getString("whatsapp_id"),
        MessageView.Direction.valueOf(row.getString("direction")),
        row.getString("kind"),
        row.getString("text"),
        content(row.getString("content")),
        MessageStatus.valueOf(row.getString("status")),
        Rows.instant(row, "sent_at"),
        row.getString("sender"),
        row.getString("push_name"),
        row.getString("quoted_id"),
        row.getString("album_id"),
        Rows.instant(row, "edited_at"),
        Rows.instant(row, "deleted_at"),
        row.getString("last_error"),
        List.of());
  }

  private MessageContentView content(String json) {
    try {
      return json == null ? null : contents.readValue(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
