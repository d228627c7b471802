package io.bactrian.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Names, pictures and members of conversations. What takes something over says whether it was news.
 */
@Component
public class Profiles {

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final MessageChanges edits;
  private final Changes changes;

  public Profiles(JdbcClient jdbc, ObjectMapper json, MessageChanges edits, Changes changes) {
    this.jdbc = jdbc;
    this.json = json;
    this.edits = edits;
    this.changes = changes;
  }

  /** Takes over a person's name; null leaves what is known. */
  public boolean name(UUID conversation, String name) {
    return jdbc.sql(
                """
                update conversation set name = :name, updated_at = now()
                where id = :id and name is distinct from :name and cast(:name as text) is not null""")
            .param("name", name)
            .param("id", conversation)
            .update()
        > 0;
  }

  /** Takes over the name that a person chose on WhatsApp; null leaves what is known. */
  public boolean username(UUID conversation, String username) {
    return username != null
        && jdbc.sql(
                    """
                    update conversation set username = :username, updated_at = now()
                    where id = :id and username is distinct from :username""")
                .param("username", username)
                .param("id", conversation)
                .update()
            > 0;
  }

  /**
   * Takes over where a picture can be had; null leaves what is known. WhatsApp signs the same link
   * again every few hours, so that only its path tells one picture from another.
   */
  public boolean pictureSource(UUID conversation, String url) {
    return jdbc.sql(
                """
                update conversation set picture_url = :url
                where id = :id and split_part(coalesce(picture_url, ''), '?', 1)
                  <> split_part(:url, '?', 1)""")
            .param("url", url)
            .param("id", conversation)
            .update()
        > 0;
  }

  /**
   * The picture was copied.
   *
   * @param source where it was had from
   * @param key of the copy in object storage
   * @param type of the bytes
   * @return the key of the copy there was before, empty for none
   */
  public String picture(UUID conversation, String source, String key, String type) {
    return jdbc.sql(
            """
            update conversation kept set picture_url = :source, picture_key = :key,
              picture_type = :type,
              updated_at = case when before.picture_key is distinct from :key
                then now() else kept.updated_at end
            from (select id, picture_key from conversation where id = :id for update) before
            where kept.id = before.id returning coalesce(before.picture_key, '')""")
        .param("source", source)
        .param("key", key)
        .param("type", type)
        .param("id", conversation)
        .query(String.class)
        .optional()
        .orElse("");
  }

  /** Takes over what is given of a group; null leaves what is known. */
  public boolean group(UUID conversation, Incoming.Group group) {
    String members = null;
    if (group.members() != null) {
      members = write(GroupMembership.listed(known(conversation), group.members()));
    }
    boolean news =
        jdbc.sql(
                    """
                update conversation set name = coalesce(:name, name),
                  description = coalesce(:description, description),
                  participants = coalesce(cast(:participants as jsonb), participants),
                  updated_at = now()
                where id = :id and (name is distinct from coalesce(:name, name)
                  or description is distinct from coalesce(:description, description)
                  or participants <> coalesce(cast(:participants as jsonb), participants))""")
                .param("name", group.subject())
                .param("description", group.description())
                .param("participants", members)
                .param("id", conversation)
                .update()
            > 0;
    if (members != null) {
      lookAgain(conversation);
    }
    return news;
  }

  /** Applies members that came, went or changed rank. */
  public boolean members(UUID conversation, String action, List<Incoming.Member> members) {
    String now = write(GroupMembership.apply(known(conversation), action, members));
    boolean news =
        jdbc.sql(
                    """
                update conversation set participants = cast(:participants as jsonb),
                  updated_at = now()
                where id = :id and participants <> cast(:participants as jsonb)""")
                .param("participants", now)
                .param("id", conversation)
                .update()
            > 0;
    lookAgain(conversation);
    return news;
  }

  /** What hung on who is an admin can be decided now. */
  private void lookAgain(UUID conversation) {
    edits.catchUp(conversation, null).forEach(changes::messageStatus);
  }

  private List<Incoming.Member> known(UUID conversation) {
    return jdbc.sql("select participants from conversation where id = :id for update")
        .param("id", conversation)
        .query(String.class)
        .optional()
        .map(this::read)
        .orElse(List.of());
  }

  private List<Incoming.Member> read(String participants) {
    try {
      return json.readTree(participants)
          .valueStream()
          .map(
              node ->
                  new Incoming.Member(
                      node.path("id").asText(null),
                      node.path("phone").asText(null),
                      node.path("name").asText(null),
                      node.path("admin").asText(null)))
          .toList();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("participants in the database are no JSON", e);
    }
  }

  private String write(List<Incoming.Member> members) {
    ArrayNode array = json.createArrayNode();
    for (Incoming.Member member : members) {
      ObjectNode node = array.addObject();
      node.put("id", member.jid());
      node.put("phone", member.phone());
      node.put("name", member.name());
      node.put("admin", member.admin());
    }
    return array.toString();
  }
}
