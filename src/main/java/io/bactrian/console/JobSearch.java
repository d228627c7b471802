package io.bactrian.console;

import io.bactrian.api.JobQueries;
import io.bactrian.api.JobView;
import io.bactrian.api.http.ChatAddress;
import io.bactrian.api.http.Page;
import io.bactrian.api.http.PageRequest;
import io.bactrian.api.http.Rows;
import io.bactrian.api.http.Where;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds jobs by what people know of them, and what a job is about. */
@Component
class JobSearch {

  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  /** Of an id: the job, or all that works on it, on its message or on the message's media files. */
  private static final String BY_ID =
      """
      (j.id = :id::uuid or j.subject = :id::uuid
        or j.subject in (select id from attachment where message_id = :id::uuid))""";

  /** Of WhatsApp's id of a message. */
  private static final String BY_WHATSAPP_ID =
      """
      j.subject in (
        select id from message where whatsapp_id = :whatsappId
        union all
        select a.id from message m join attachment a on a.message_id = m.id
          where m.whatsapp_id = :whatsappId)""";

  /** Of a chat: its profile, and its newest messages, for a chat may have very many. */
  private static final String BY_CHAT =
      """
      j.subject in (
        with found as (
          select id from conversation where chat = :chat
          union
          select c.id from identity i join conversation c
            on c.instance = i.instance and c.chat in (i.lid, i.phone)
            where :chat in (i.lid, i.phone)),
        newest as (
          select recent.id from found cross join lateral (
            select id from message where conversation_id = found.id
            order by sent_at desc, id desc limit 500) as recent)
        select id from found
        union all
        select id from newest
        union all
        select a.id from newest join attachment a on a.message_id = newest.id)""";

  private final JdbcClient jdbc;
  private final JobQueries jobs;

  JobSearch(JdbcClient jdbc, JobQueries jobs) {
    this.jdbc = jdbc;
    this.jobs = jobs;
  }

  /** The jobs of a filter, newest first. */
  Page<JobView> list(JobFilter filter, PageRequest page) {
    if (filter.q() == null) {
      return jobs.list(filter.kind(), filter.state(), page);
    }
    Where where =
        Where.all()
            .and("j.kind = :kind", "kind", filter.kind())
            .and("j.state = :state", "state", filter.state());
    String q = filter.q().strip();
    if (ID.matcher(q).matches()) {
      where.and(BY_ID, "id", q);
    } else {
      Optional<String> chat =
          ChatAddress.of(q).or(() -> q.indexOf('@') > 0 ? Optional.of(q) : Optional.empty());
      if (chat.isPresent()) {
        where.and(BY_CHAT, "chat", chat.get());
      } else {
        where.and(BY_WHATSAPP_ID, "whatsappId", q);
      }
    }
    return jobs.list(where, page);
  }

  /** What a job works on. */
  JobSubject subject(JobView job) {
    return jdbc.sql(
            """
            select coalesce(e.instance, c.instance) as instance, c.chat, c.id as conversation,
              m.id as message, a.id as attachment, e.id as event
            from (select :subject::uuid as id) as s
            left join event e on e.id = s.id
            left join attachment a on a.id = s.id
            left join message m on m.id = coalesce(a.message_id, s.id)
            left join conversation c on c.id = coalesce(m.conversation_id, s.id)""")
        .param("subject", job.subject())
        .query(
            (row, number) ->
                new JobSubject(
                    row.getString("instance"),
                    row.getString("chat"),
                    Rows.uuid(row, "conversation"),
                    Rows.uuid(row, "message"),
                    Rows.uuid(row, "attachment"),
                    Rows.uuid(row, "event")))
        .single();
  }

  /** The first bytes of a webhook as it was kept; empty if there is none. */
  Optional<KeptEvent> raw(UUID event, int most) {
    return jdbc.sql(
            """
            select substring(raw from 1 for :most) as raw, octet_length(raw) > :most as cut
            from event where id = :id""")
        .param("most", most)
        .param("id", event)
        .query((row, number) -> new KeptEvent(row.getBytes("raw"), row.getBoolean("cut")))
        .optional();
  }

  /**
   * A webhook as it was kept.
   *
   * @param cut whether there is more of it
   */
  record KeptEvent(byte[] bytes, boolean cut) {}
}
