package io.bactrian.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Names, pictures and members of conversations. */
@Component
public class Profiles {

  private final JdbcClient jdbc;
  private final ObjectMapper json;

  public Profiles(JdbcClient jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** Takes over what is given; null leaves what is known. */
  public void contact(UUID conversation, String name, String pictureUrl) {
    jdbc.sql(
            """
            update conversation set name = coalesce(:name, name),
              picture_url = coalesce(:picture, picture_url), updated_at = now()
            where id = :id""")
        .param("name", name)
        .param("picture", pictureUrl)
        .param("id", conversation)
        .update();
  }

  /** Takes over what is given of a group; null leaves what is known. */
  public void group(UUID conversation, Incoming.Group group) {
    jdbc.sql(
            """
            update conversation set name = coalesce(:name, name),
              description = coalesce(:description, description),
              picture_url = coalesce(:picture, picture_url),
              participants = coalesce(cast(:participants as jsonb), participants),
              updated_at = now()
            where id = :id""")
        .param("name", group.subject())
        .param("description", group.description())
        .param("picture", group.pictureUrl())
        .param("participants", group.members() == null ? null : write(group.members()))
        .param("id", conversation)
        .update();
  }

  /** Applies members that came, went or changed rank. */
  public void members(UUID conversation, String action, List<Incoming.Member> members) {
    String known =
        jdbc.sql("select participants from conversation where id = :id for update")
            .param("id", conversation)
            .query(String.class)
            .single();
    jdbc.sql(
            """
            update conversation set participants = cast(:participants as jsonb), updated_at = now()
            where id = :id""")
        .param("participants", write(GroupMembership.apply(read(known), action, members)))
        .param("id", conversation)
        .update();
  }

  /** Evolution was asked for the picture or the group, whatever it answered. */
  public void checked(UUID conversation) {
    jdbc.sql("update conversation set profile_checked_at = now() where id = :id")
        .param("id", conversation)
        .update();
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
