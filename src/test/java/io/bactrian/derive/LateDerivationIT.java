package io.bactrian.derive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.derive.tool.UnderivableException;
import io.bactrian.hub.HubTest;
import io.bactrian.job.Claim;
import io.bactrian.job.Job;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What ran out of time goes to the back, and fails only when its attempts are spent. */
class LateDerivationIT extends HubTest {

  private static final int MOST_ATTEMPTS = 5;

  @Autowired private DerivativeBook book;

  private UUID attachment;
  private Derivation late;

  @BeforeEach
  void outOfTime() {
    hub.deliver(sample("04-image-base64-inline.json").toString().getBytes(UTF_8));
    attachment =
        Awaitility.await()
            .until(
                () ->
                    jdbc.sql(
                            """
                            select attachment_id from derivative
                            join attachment on attachment.id = attachment_id
                            join message on message.id = message_id
                            join conversation on conversation.id = conversation_id
                            where instance = :instance and state = 'MADE'""")
                        .param("instance", instance)
                        .query(UUID.class)
                        .optional()
                        .orElse(null),
                found -> found != null);
    late = new Derivation(attachment, null, null);
    late.failed(UnderivableException.outOfTime("not done after 30 s"));
  }

  @Test
  void itIsMadeAgainLater() {
    Job job = inHand(0);

    book.record(job, late);

    assertThat(derivative())
        .containsEntry("state", "PENDING")
        .containsEntry("reason", "not done after 30 s");
    Awaitility.await().until(() -> derivative().get("state").equals("MADE"));
    assertThat(row(job)).containsEntry("state", "done").containsEntry("attempts", 2);
  }

  @Test
  void theLastAttemptFailsIt() {
    Job job = inHand(MOST_ATTEMPTS - 1);

    book.record(job, late);

    assertThat(derivative())
        .containsEntry("state", "FAILED")
        .containsEntry("reason", "not done after 30 s");
    assertThat(row(job)).containsEntry("state", "done").containsEntry("attempts", MOST_ATTEMPTS);
  }

  private Job inHand(int attempts) {
    UUID id = UUID.randomUUID();
    UUID hubId =
        jdbc.sql("select id from hub order by seen_at desc").query(UUID.class).list().get(0);
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    jdbc.sql(
            """
            insert into job (id, kind, subject, attempts, next_attempt_at, claimed_by, started_at)
            values (?, 'derive_media', ?, ?, now(), ?, ?)""")
        .params(id, attachment, attempts, hubId, now)
        .update();
    return new Job(id, "derive_media", attachment, attempts, null, null, new Claim(hubId, now));
  }

  private Map<String, Object> derivative() {
    return jdbc.sql("select state, reason from derivative where attachment_id = ?")
        .param(attachment)
        .query()
        .singleRow();
  }

  private Map<String, Object> row(Job job) {
    return jdbc.sql("select state, attempts from job where id = ?")
        .param(job.id())
        .query()
        .singleRow();
  }
}
