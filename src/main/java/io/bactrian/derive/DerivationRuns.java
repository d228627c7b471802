package io.bactrian.derive;

import io.bactrian.derive.tool.DeriveSettings;
import io.bactrian.job.JobKinds;
import io.bactrian.job.Kinds;
import io.bactrian.job.PacedJobs;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Has the derivatives of media made again that were stored before: a run, which can be watched. */
@Component
public class DerivationRuns {

  private static final Logger log = LoggerFactory.getLogger(DerivationRuns.class);
  private static final int CHUNK = 5000;

  private final JdbcClient jdbc;
  private final PacedJobs jobs;
  private final JobKinds kinds;
  private final DeriveSettings settings;

  public DerivationRuns(JdbcClient jdbc, PacedJobs jobs, JobKinds kinds, DeriveSettings settings) {
    this.jdbc = jdbc;
    this.jobs = jobs;
    this.kinds = kinds;
    this.settings = settings;
  }

  /** Whether anybody would do the jobs of a run: the folder of routes may know no such kind. */
  public boolean arePossible() {
    return kinds.isDeclared(Kinds.DERIVE_MEDIA);
  }

  /**
   * Opens a run; its jobs come due newest media first, at the pace of the settings. What was made
   * before stays until it is made again.
   *
   * @param instance null for all
   * @param state only those whose derivatives are in that state; null for all
   * @param since only media stored since then; null for all
   * @return its id
   */
  @Transactional
  public UUID open(String instance, DerivativeState state, Instant since) {
    UUID run = UUID.randomUUID();
    Timestamp from = since == null ? null : Timestamp.from(since);
    String wanted = state == null ? null : state.name();
    jdbc.sql("insert into derivation_run (id, instance, state, since) values (?, ?, ?, ?)")
        .params(run, instance, wanted, from)
        .update();
    List<UUID> attachments =
        jdbc.sql(
                """
                select a.id from attachment a
                  join message m on m.id = a.message_id
                  join conversation c on c.id = m.conversation_id
                  left join derivative d on d.attachment_id = a.id
                where a.status = 'STORED' and a.object_key is not null
                  and (:instance::text is null or c.instance = :instance)
                  and (:state::text is null or coalesce(d.state, 'PENDING') = :state)
                  and (:since::timestamptz is null or a.stored_at >= :since)
                order by a.stored_at desc""")
            .param("instance", instance)
            .param("state", wanted)
            .param("since", from)
            .query(UUID.class)
            .list();
    for (int first = 0; first < attachments.size(); first += CHUNK) {
      list(run, attachments.subList(first, Math.min(attachments.size(), first + CHUNK)));
    }
    jobs.open(Kinds.DERIVE_MEDIA, attachments, settings.remakeRate());
    jdbc.sql("update derivation_run set total = ? where id = ?")
        .params(attachments.size(), run)
        .update();
    log.info("derivation run {}: {} media files", run, attachments.size());
    return run;
  }

  private void list(UUID run, List<UUID> attachments) {
    jdbc.sql(
            """
            insert into derivative (attachment_id, run_id)
            select id, :run from unnest(cast(:ids as uuid[])) as listed (id)
            on conflict (attachment_id) do update set
              run_id = :run, state = 'PENDING', reason = null, requested_at = now()""")
        .param("run", run)
        .param("ids", attachments.toArray(UUID[]::new))
        .update();
  }
}
