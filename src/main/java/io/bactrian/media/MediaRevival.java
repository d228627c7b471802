package io.bactrian.media;

import io.bactrian.evolution.EvolutionReplaced;
import io.bactrian.job.Kinds;
import io.bactrian.job.Parked;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Puts media files that were given up back by itself where something new gives hope: their instance
 * is connected again, or Evolution is another version.
 */
@Component
public class MediaRevival {

  private static final Logger log = LoggerFactory.getLogger(MediaRevival.class);

  private final JdbcClient jdbc;
  private final Parked parked;
  private final Duration window;
  private final Duration gap;
  private final int most;

  /**
   * @param window after its receipt, in which a media file is worth it
   * @param gap between two replays of one: a connection that comes and goes is no news
   * @param most at once, the newest first; the others follow the next time
   */
  MediaRevival(
      JdbcClient jdbc,
      Parked parked,
      @Value("${bactrian.media.second-chance:30d}") Duration window,
      @Value("${bactrian.media.second-chance-gap:6h}") Duration gap,
      @Value("${bactrian.media.second-chance-most:500}") int most) {
    this.jdbc = jdbc;
    this.parked = parked;
    this.window = window;
    this.gap = gap;
    this.most = most;
  }

  /** A version that mends how media are fetched may give what the last one did not. */
  @EventListener
  public void replaced(EvolutionReplaced evolution) {
    revive(evolution.instance());
  }

  /** Those of one instance, in the caller's transaction if there is one. */
  public void revive(String instance) {
    var given =
        jdbc.sql(
                """
                select job.id from job
                join attachment on attachment.id = job.subject
                join message on message.id = attachment.message_id
                join conversation on conversation.id = message.conversation_id
                where job.kind = :kind and job.state = 'parked' and instance = :instance
                  and attachment.created_at > now() - make_interval(secs => :window)
                  and coalesce(job.replayed_at, '-infinity')
                    < now() - make_interval(secs => :gap)
                order by attachment.created_at desc
                limit :most""")
            .param("kind", Kinds.PROCESS_INCOMING_MEDIA)
            .param("instance", instance)
            .param("window", window.toSeconds())
            .param("gap", gap.toSeconds())
            .param("most", most)
            .query(UUID.class)
            .list();
    given.forEach(parked::replay);
    if (!given.isEmpty()) {
      log.info("{} media files that were given up are tried again", given.size());
    }
  }
}
