package io.bactrian.job;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What of the ledger belongs into a lane now: outbox, retry schedule and crash recovery in one.
 * {@code SKIP LOCKED} lets any number of copies ask at once.
 */
@Component("dueJobs")
public class DueJobs {

  private static final Logger log = LoggerFactory.getLogger(DueJobs.class);

  private final JdbcClient jdbc;
  private final JobTally tally;
  private final JobKinds kinds;
  private final HubPresence hub;
  private final JobsInHand inHand;
  private final LedgerSettings settings;
  private final Deaths deaths;

  public DueJobs(
      JdbcClient jdbc,
      JobTally tally,
      JobKinds kinds,
      HubPresence hub,
      JobsInHand inHand,
      LedgerSettings settings,
      Deaths deaths) {
    this.jdbc = jdbc;
    this.tally = tally;
    this.kinds = kinds;
    this.hub = hub;
    this.inHand = inHand;
    this.settings = settings;
    this.deaths = deaths;
  }

  /**
   * Takes the due jobs, at most a batch: those whose time has come, and those claimed by a copy
   * that is presumed dead; of a line, the first one only. A claim of our own that is not in hand is
   * left alone for a while, which grows at first: it may have been made just now, and what failed
   * to be put back once may fail again. Each is given time to wait in its lane before it is due
   * again; that time doubles up to the kind's cap, longer where many wait, and a share of what is
   * left to the job's expiry.
   */
  @Transactional
  public List<JobRef> take() {
    // Our own claims must not look abandoned when the database was away for a while.
    hub.beat();
    if (hub.judges()) {
      deaths.count();
    }
    List<JobRef> due =
        jdbc.sql(
                """
                select id, kind,"""
                    + JobOwner.SQL
                    + """
                 as owner
                from job
                where state = 'pending'
                  and ((claimed_by is null and next_attempt_at <= now())
                    or (claimed_by is not null and claimed_by not in (select id from hub))
                    or (claimed_by = :hub and not (id = any(:inHand))
                      and coalesce(started_at, '-infinity') < now() - make_interval(
                        secs => least(:max, :base * power(2, least(requeues, :longest))))))
                  and (line is null or not exists (
                    select 1 from job earlier
                    where earlier.line = job.line and earlier.state = 'pending'
                      and earlier.position < job.position))
                order by next_attempt_at
                limit :batch
                for update skip locked""")
            .param("batch", settings.batch())
            .param("hub", hub.id())
            .param("inHand", inHand.ids())
            .param("base", settings.infrastructureDelay().toMillis() / 1000.0)
            .param("max", settings.maxRequeueDelay().toSeconds())
            .param("longest", settings.holdDoublings())
            .query(JobOwner::ref)
            .list();
    Map<String, List<JobRef>> byKind = due.stream().collect(Collectors.groupingBy(JobRef::kind));
    byKind.forEach(this::requeue);
    return due.stream().filter(ref -> kinds.isDeclared(ref.kind())).toList();
  }

  private void requeue(String kind, List<JobRef> due) {
    long seconds;
    long most = settings.maxRequeueDelay().toSeconds();
    int share = 1;
    if (kinds.isDeclared(kind)) {
      seconds = kinds.get(kind).requeueAfter().toSeconds();
      long cap = Math.max(kinds.get(kind).maxRequeueDelay().toSeconds(), forBacklog(kind));
      most = Math.min(most, cap);
      share = kinds.get(kind).retry().triesBeforeExpiry();
    } else {
      seconds = most;
      log.warn(
          "{} due jobs of kind {}, which is not declared: they stay in the ledger",
          due.size(),
          kind);
    }
    jdbc.sql(
            """
            update job set claimed_by = null, requeues = requeues + 1,
              queued_at = case when claimed_by is null then coalesce(queued_at, now()) else now() end,
              updated_at = now(),
              next_attempt_at = now() + make_interval(
                secs => least(:max, :seconds * power(2, least(requeues, 20)),
                  case when expires_at is not null then
                    greatest(:seconds, extract(epoch from expires_at - now()) / :share) end))
            where id in (:ids)""")
        .param("max", most)
        .param("seconds", seconds)
        .param("share", share)
        .param("ids", due.stream().map(JobRef::id).toList())
        .update();
  }

  /** In seconds: a lane that stands still must not fill up with what is in it already. */
  private long forBacklog(String kind) {
    return tally.pending(kind) / settings.requeueRate();
  }
}
