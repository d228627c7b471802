package io.bactrian.send;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How many messages of an instance wait to be sent. Counted at most once in a while and added up in
 * between, so that the bound costs little; several copies may exceed it by what they take
 * meanwhile.
 */
@Component
class WaitingSends {

  private record Count(long takenAt, long waiting) {}

  private final Map<String, Count> counts = new ConcurrentHashMap<>();
  private final JdbcClient jdbc;
  private final SendingSettings settings;

  WaitingSends(JdbcClient jdbc, SendingSettings settings) {
    this.jdbc = jdbc;
    this.settings = settings;
  }

  /**
   * Lets one more wait.
   *
   * @throws TooManyWaitingException if it would be too many
   */
  void admit(String instance) {
    Count count =
        counts.compute(
            instance,
            (name, last) ->
                last == null || age(last).compareTo(settings.countFreshness()) >= 0
                    ? new Count(System.nanoTime(), count(name) + 1)
                    : new Count(last.takenAt(), last.waiting() + 1));
    if (count.waiting() > settings.maxWaiting()) {
      throw new TooManyWaitingException(instance, settings.maxWaiting());
    }
  }

  private static Duration age(Count count) {
    return Duration.ofNanos(System.nanoTime() - count.takenAt());
  }

  private long count(String instance) {
    return jdbc.sql(
            """
            select count(*) from (
              select 1 from job join conversation on conversation.id = line
              where kind = 'send_message' and state = 'pending' and line is not null
                and instance = :instance
              limit :most) as waiting""")
        .param("instance", instance)
        .param("most", settings.maxWaiting())
        .query(Long.class)
        .single();
  }
}
