package io.bactrian.profile;

import io.bactrian.chat.ProfileChecks;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Begin and end of asking for a profile. */
@Component
class ProfileJobs {

  private final JdbcClient jdbc;
  private final ProfileChecks checks;
  private final ProfileSettings settings;
  private final Clock clock;

  ProfileJobs(JdbcClient jdbc, ProfileChecks checks, ProfileSettings settings, Clock clock) {
    this.jdbc = jdbc;
    this.checks = checks;
    this.settings = settings;
    this.clock = clock;
  }

  /** Whom a job is about; empty if the conversation was merged into another. */
  Optional<AskedProfile> begin(UUID conversation) {
    return jdbc.sql(
            """
            select instance, chat, now() as asked_at,
              case when picture_key is null then picture_url end as uncopied
            from conversation where id = :id""")
        .param("id", conversation)
        .query(
            (row, n) ->
                new AskedProfile(
                    conversation,
                    row.getString("instance"),
                    row.getString("chat"),
                    row.getTimestamp("asked_at").toInstant(),
                    row.getString("uncopied")))
        .optional();
  }

  /** All that Evolution knows is here. */
  void answered(AskedProfile asked) {
    checks.answered(asked.conversation(), asked.askedAt());
  }

  /** Evolution knew of no picture: it is asked again after a gap that grows. */
  void missed(AskedProfile asked) {
    int misses = checks.misses(asked.conversation()) + 1;
    checks.missed(
        asked.conversation(),
        asked.askedAt(),
        misses,
        settings.gaps().next(misses, null, clock.instant(), ThreadLocalRandom.current()));
  }
}
