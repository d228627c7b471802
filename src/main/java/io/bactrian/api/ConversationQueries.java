package io.bactrian.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.api.http.Cursor;
import io.bactrian.api.http.NewestOf;
import io.bactrian.api.http.Page;
import io.bactrian.api.http.PageRequest;
import io.bactrian.api.http.Rows;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads conversations. */
@Component
public class ConversationQueries {

  private static final String SELECT =
      """
      select c.id, c.instance, c.chat, c.is_group, c.name, c.username, c.description, c.picture_key,
        c.participants, c.updated_at
      from conversation c
      """;

  private final JdbcClient jdbc;
  private final ObjectMapper json;

  ConversationQueries(JdbcClient jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  public Optional<ConversationView> find(UUID id) {
    return select(SELECT + "where c.id = :id", Map.of("id", id)).stream().findFirst();
  }

  Page<ConversationView> list(String instance, PageRequest page) {
    NewestOf newest =
        new NewestOf("conversation", "updated_at")
            .each("instance", "conversation", "instance", instance);
    List<ConversationView> rows =
        select(
            newest.sql(page)
                + SELECT
                + "join newest on newest.id = c.id order by newest.at desc, newest.id desc",
            newest.values());
    return Page.of(rows, page.limit(), row -> new Cursor(row.updatedAt(), row.id()));
  }

  /** Where the copy of its picture lies; empty for an unknown conversation. */
  Optional<StoredPicture> picture(UUID id) {
    return jdbc.sql("select picture_key, picture_type from conversation where id = :id")
        .param("id", id)
        .query(
            (row, number) ->
                new StoredPicture(row.getString("picture_key"), row.getString("picture_type")))
        .optional();
  }

  /**
   * @param key null while there is no copy
   */
  record StoredPicture(String key, String mimeType) {}

  private List<ConversationView> select(String sql, Map<String, ?> values) {
    return jdbc.sql(sql).params(values).query((row, number) -> conversation(row)).list();
  }

  private ConversationView conversation(ResultSet row) throws SQLException {
    UUID id = Rows.uuid(row, "id");
    return new ConversationView(
        id,
        row.getString("instance"),
        row.getString("chat"),
        row.getBoolean("is_group"),
        row.getString("name"),
        row.getString("username"),
        row.getString("description"),
        row.getString("picture_key") == null ? null : PictureController.path(id),
        read(row.getString("participants")),
        Rows.instant(row, "updated_at"));
  }

  private JsonNode read(String participants) {
    try {
      return json.readTree(participants);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
