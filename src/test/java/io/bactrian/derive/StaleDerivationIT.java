package io.bactrian.derive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.derive.tool.UnderivableException;
import io.bactrian.hub.HubTest;
import io.bactrian.job.Claim;
import io.bactrian.job.Job;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A worker that was presumed dead wakes when another one has long made what it worked on. */
class StaleDerivationIT extends HubTest {

  @Autowired private DerivativeBook book;

  @Test
  void itSaysNothingOfTheDerivativeAnyMore() {
    hub.deliver(sample("04-image-base64-inline.json").toString().getBytes(UTF_8));
    UUID attachment = Awaitility.await().until(this::made, Optional::isPresent).orElseThrow();
    Claim lost = new Claim(UUID.randomUUID(), OffsetDateTime.now(ZoneOffset.UTC));
    Job job = new Job(UUID.randomUUID(), "derive_media", attachment, 0, null, null, lost);
    Derivation late = new Derivation(attachment, null, null);
    late.failed(new UnderivableException("not done after 30 s"));

    book.record(job, late);

    assertThat(made()).contains(attachment);
  }

  private Optional<UUID> made() {
    return jdbc.sql(
            """
            select attachment_id from derivative
            join attachment on attachment.id = attachment_id
            join message on message.id = message_id
            join conversation on conversation.id = conversation_id
            where instance = :instance and state = 'MADE'""")
        .param("instance", instance)
        .query(UUID.class)
        .optional();
  }
}
