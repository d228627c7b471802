package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.scrub.Scrub;
import io.bactrian.scrub.ScrubbedMedia;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Copies of the program take turns at the media that are to be read back. */
class ScrubLeaseIT extends MediaRouteTest {

  private static final String ROUTE = "scrub-media";

  @Autowired private Scrub scrub;

  private UUID first;

  @BeforeEach
  void oneIsDue() throws Exception {
    camel.getRouteController().suspendRoute(ROUTE);
    hub.post(webhook("url"));
    first = id(hub.attachment(instance, "STORED"));
    jdbc.sql(
            """
            update scrub set next_at = now(), lease = null, leased_until = null, failures = 0,
              position_at = (select created_at from attachment where id = :id),
              position_id = '00000000-0000-0000-0000-000000000000'""")
        .param("id", first)
        .update();
  }

  @AfterEach
  void noneIsDue() throws Exception {
    jdbc.sql("update scrub set next_at = now() + interval '1 hour', leased_until = null").update();
    camel.getRouteController().resumeRoute(ROUTE);
  }

  @Test
  void whileOneReadsNobodyElseDoes() {
    ScrubbedMedia taken = scrub.take().orElseThrow();

    assertThat(taken.attachment()).isEqualTo(first);
    assertThat(taken.size()).isEqualTo(photo.length);
    assertThat(scrub.take()).isEmpty();
  }

  @Test
  void whatOneThatEndedHadInHandIsTakenUpByAnother() {
    ScrubbedMedia dead = scrub.take().orElseThrow();
    jdbc.sql("update scrub set leased_until = now() - interval '1 second'").update();

    ScrubbedMedia taken = scrub.take().orElseThrow();

    assertThat(taken.attachment()).isEqualTo(first);
    assertThat(taken.lease()).isNotEqualTo(dead.lease());
    scrub.intact(dead);
    assertThat(scrub.take()).as("still in the other's hands").isEmpty();
  }

  @Test
  void theNextOneIsDueAfterThePauseOfTheSettings() {
    scrub.intact(scrub.take().orElseThrow());

    assertThat(scrub.take()).isEmpty();
    Instant next =
        jdbc.sql("select next_at from scrub")
            .query((row, n) -> row.getTimestamp(1).toInstant())
            .single();
    assertThat(next).isAfter(Instant.now().plus(Duration.ofHours(1)));
  }

  @Test
  void oneThatCannotBeReadIsReadAgainAndInTheEndPassedBy() {
    for (int failures = 0; failures < 3; failures++) {
      ScrubbedMedia taken = scrub.take().orElseThrow();
      assertThat(taken.attachment()).isEqualTo(first);
      assertThat(taken.failures()).isEqualTo(failures);
      scrub.unreadable(taken, new IllegalStateException("no answer"), false);
      assertThat(scrub.take()).isEmpty();
      jdbc.sql("update scrub set next_at = now()").update();
    }

    assertThat(jdbc.sql("select position_id from scrub").query(UUID.class).single())
        .isEqualTo(first);
    assertThat(attachment(one -> true).path("status").asText()).isEqualTo("STORED");
  }

  @Test
  void afterTheLastOneTheRoundBeginsAnew() {
    jdbc.sql("update scrub set position_at = now() + interval '1 hour'").update();

    ScrubbedMedia oldest = scrub.take().orElseThrow();

    assertThat(oldest.attachment())
        .isEqualTo(
            jdbc.sql(
                    """
                    select id from attachment where status = 'STORED' and object_key is not null
                    order by created_at, id limit 1""")
                .query(UUID.class)
                .single());
  }
}
