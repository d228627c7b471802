package io.bactrian.chat;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Messages of which others speak, with what these are encrypted with. */
@Component
public class Originals {

  /**
   * A message of which another one speaks.
   *
   * @param ours whether our account wrote it
   * @param sender who wrote it in a group, or null
   * @param secret null if none came with it
   * @param content what it says beside its text as JSON, or null
   * @param recordedAt when the event that brought it was kept
   */
  public record Original(
      UUID id,
      String instance,
      String chat,
      boolean ours,
      String sender,
      byte[] secret,
      String content,
      OffsetDateTime recordedAt) {

    /** The same with what its event told. */
    public Original with(byte[] secret, String content) {
      return new Original(id, instance, chat, ours, sender, secret, content, recordedAt);
    }
  }

  private final JdbcClient jdbc;

  public Originals(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The message. */
  public Original get(UUID id) {
    return jdbc.sql(
            """
            select message.id, instance, chat, direction = 'OUT' as ours, sender, secret, content,
              message.created_at as recorded_at
            from message join conversation on conversation.id = conversation_id
            where message.id = :id""")
        .param("id", id)
        .query(Original.class)
        .single();
  }

  /** Keeps the secret of a message that has none yet; whether that was news. */
  public boolean keepSecret(UUID id, byte[] secret) {
    return jdbc.sql("update message set secret = :secret where id = :id and secret is null")
            .param("secret", secret)
            .param("id", id)
            .update()
        == 1;
  }

  /** The event is to be taken in again when that message comes, or its secret. */
  public void await(String instance, String whatsappId, UUID event) {
    jdbc.sql(
            """
            insert into awaited_message (instance, whatsapp_id, event)
            values (:instance, :whatsappId, :event) on conflict do nothing""")
        .param("instance", instance)
        .param("whatsappId", whatsappId)
        .param("event", event)
        .update();
  }

  /**
   * What each person voted for last in a poll, as the text of the vote; empty for nothing any more.
   */
  public List<String> voted(UUID poll) {
    return jdbc.sql(
            """
            select distinct on (voter) told from (
              select case when vote.direction = 'OUT' then 'OUT'
                  else coalesce(identity.phone, vote.sender, 'IN') end as voter,
                coalesce(vote.text, '') as told, vote.sent_at, vote.created_at
              from message poll
              join conversation on conversation.id = poll.conversation_id
              join message vote on vote.conversation_id = poll.conversation_id
                and vote.quoted_id = poll.whatsapp_id and vote.kind = 'vote'
              left join identity on identity.instance = conversation.instance
                and identity.lid = vote.sender
              where poll.id = :id) as votes
            order by voter, sent_at desc, created_at desc""")
        .param("id", poll)
        .query(String.class)
        .list();
  }

  /** How many voted for each option of a poll, in place of what was known; whether it was news. */
  public boolean votes(UUID poll, String content) {
    return jdbc.sql(
                """
                update message set content = cast(:content as jsonb), updated_at = now()
                where id = :id and content is distinct from cast(:content as jsonb)""")
            .param("content", content)
            .param("id", poll)
            .update()
        == 1;
  }
}
