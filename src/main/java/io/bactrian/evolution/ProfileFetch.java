package io.bactrian.evolution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.bactrian.chat.Changes;
import io.bactrian.chat.Conversations;
import io.bactrian.chat.Incoming;
import io.bactrian.chat.Jid;
import io.bactrian.chat.Profiles;
import io.bactrian.job.Job;
import io.bactrian.job.JobLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.ExchangeProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Pictures of people and what is known of groups, as Evolution answers. */
@Component("profileFetch")
public class ProfileFetch {

  private record Chat(String instance, String chat) {}

  private final JdbcClient jdbc;
  private final EvolutionSettings settings;
  private final EvolutionKeys keys;
  private final Profiles profiles;
  private final Conversations conversations;
  private final JobLedger ledger;
  private final Changes changes;

  public ProfileFetch(
      JdbcClient jdbc,
      EvolutionSettings settings,
      EvolutionKeys keys,
      Profiles profiles,
      Conversations conversations,
      JobLedger ledger,
      Changes changes) {
    this.jdbc = jdbc;
    this.settings = settings;
    this.keys = keys;
    this.profiles = profiles;
    this.conversations = conversations;
    this.ledger = ledger;
    this.changes = changes;
  }

  /** The call that asks for a person's picture: a POST, and no other method. */
  public EvolutionCall pictureCall(@ExchangeProperty("job") Job job) {
    Chat chat = chat(job);
    String number =
        JsonNodeFactory.instance.objectNode().put("number", Jid.number(chat.chat())).toString();
    return call("POST", "chat/fetchProfilePictureUrl", chat, null, number);
  }

  /** The call that asks for a group. */
  public EvolutionCall groupCall(@ExchangeProperty("job") Job job) {
    Chat chat = chat(job);
    String query = "groupJid=" + EvolutionCall.encode(chat.chat());
    return call("GET", "group/findGroupInfos", chat, query, null);
  }

  /** Takes over a picture; null is «not now», never «none for ever». */
  @Transactional
  public void picture(JsonNode answer, @ExchangeProperty("job") Job job) {
    UUID conversation = job.subject();
    profiles.contact(conversation, null, answer.path("profilePictureUrl").asText(null));
    finish(job);
  }

  /** Takes over a group, and who hides behind its members' LIDs. */
  @Transactional
  public void group(JsonNode answer, @ExchangeProperty("job") Job job) {
    List<Incoming.Member> members = new ArrayList<>();
    answer.path("participants").forEach(node -> members.add(Incoming.Member.of(node)));
    profiles.group(
        job.subject(),
        new Incoming.Group(
            answer.path("id").asText(null),
            answer.path("subject").asText(null),
            answer.path("desc").asText(null),
            answer.path("pictureUrl").asText(null),
            answer.has("participants") ? members : null));
    String instance = chat(job).instance();
    for (Incoming.Member member : members) {
      if (member.phone() != null) {
        conversations.learn(instance, member.jid(), member.phone());
      }
    }
    finish(job);
  }

  private void finish(Job job) {
    profiles.checked(job.subject());
    ledger.done(job);
    changes.conversationUpdated(job.subject());
  }

  private EvolutionCall call(String method, String path, Chat chat, String query, String body) {
    return EvolutionCall.of(
        method, settings.baseUrl(), path, chat.instance(), query, keys.of(chat.instance()), body);
  }

  private Chat chat(Job job) {
    Optional<Chat> chat =
        jdbc.sql("select instance, chat from conversation where id = :id")
            .param("id", job.subject())
            .query(Chat.class)
            .optional();
    return chat.orElseThrow(
        () -> new PermanentFailureException("the conversation was merged into another"));
  }
}
