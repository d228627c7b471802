package io.bactrian.chat;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes one message of two under one WhatsApp id. Nothing is lost by it: the one that is kept has
 * the better media and all that was said of either, and what somebody asked for here is never
 * dropped.
 */
@Component
public class MessageMerge {

  private final JdbcClient jdbc;
  private final Messages messages;
  private final OwnMessages own;
  private final MediaTwins media;
  private final SendJobs jobs;

  public MessageMerge(
      JdbcClient jdbc, Messages messages, OwnMessages own, MediaTwins media, SendJobs jobs) {
    this.jdbc = jdbc;
    this.messages = messages;
    this.own = own;
    this.media = media;
    this.jobs = jobs;
  }

  /**
   * The kept one takes over all that its twin has. The twin is deleted, unless it was asked for
   * here: then the id is not its own, and it waits for one as it did before. In the caller's
   * transaction, which owns the chats of both.
   */
  public void unite(UUID kept, UUID twin) {
    jdbc.sql(
            """
            update message kept set
              kind = case when kept.kind = 'placeholder' then twin.kind else kept.kind end,
              text = case
                when kept.text is null
                  or twin.edited_at > coalesce(kept.edited_at, '-infinity')
                then twin.text else kept.text end,
              content = coalesce(kept.content, twin.content),
              edited_at = greatest(kept.edited_at, twin.edited_at),
              deleted_at = coalesce(kept.deleted_at, twin.deleted_at),
              sender = coalesce(kept.sender, twin.sender),
              push_name = coalesce(kept.push_name, twin.push_name),
              quoted_id = coalesce(kept.quoted_id, twin.quoted_id),
              album_id = coalesce(kept.album_id, twin.album_id),
              by_api = coalesce(kept.by_api, twin.by_api),
              secret = coalesce(kept.secret, twin.secret),
              updated_at = now()
            from message twin where kept.id = :kept and twin.id = :twin""")
        .param("kept", kept)
        .param("twin", twin)
        .update();
    Messages.Standing gone = messages.standing(twin);
    messages.advance(kept, gone.status(), gone.lastError());
    for (int position : positions(kept, twin)) {
      keepMedia(bestMedia(kept, twin, position), kept, twin, position);
    }
    if (own.isAskedFor(twin)) {
      own.giveBack(twin);
      jobs.reopen(twin);
    } else {
      jdbc.sql("delete from message where id = :id").param("id", twin).update();
    }
  }

  private List<Integer> positions(UUID kept, UUID twin) {
    return jdbc.sql("select distinct position from attachment where message_id in (:kept, :twin)")
        .param("kept", kept)
        .param("twin", twin)
        .query(Integer.class)
        .list();
  }

  private UUID bestMedia(UUID kept, UUID twin, int position) {
    return jdbc.sql(
            """
            select id from attachment
            where message_id in (:kept, :twin) and position = :position
            order by status = 'STORED' desc, status = 'PENDING' desc,
              inline_key is not null desc, message_id = :kept desc
            limit 1""")
        .param("kept", kept)
        .param("twin", twin)
        .param("position", position)
        .query(UUID.class)
        .single();
  }

  private void keepMedia(UUID best, UUID kept, UUID twin, int position) {
    jdbc.sql(
            """
            select id from attachment
            where message_id in (:kept, :twin) and position = :position and id <> :best""")
        .param("kept", kept)
        .param("twin", twin)
        .param("position", position)
        .param("best", best)
        .query(UUID.class)
        .optional()
        .ifPresent(
            other -> {
              media.unite(best, other);
              jdbc.sql("delete from attachment where id = :id").param("id", other).update();
            });
    jdbc.sql("update attachment set message_id = :kept, updated_at = now() where id = :best")
        .param("kept", kept)
        .param("best", best)
        .update();
  }
}
