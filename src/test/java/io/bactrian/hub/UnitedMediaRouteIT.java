package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.standin.Fault;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A media file of which a LID and a phone each knew a part is obtained once both are one person.
 */
class UnitedMediaRouteIT extends MediaRouteTest {

  private static final String MESSAGE = "A1";

  @BeforeEach
  void neitherPartIsEnough() {
    STAND_IN.fault(Fault.status(path("url"), 404));
    evolutionHasNot();
    hub.post(Webhooks.in(expired("url"), LidTest.LID, MESSAGE));
    ObjectNode keyless = Webhooks.in(expired("directPath"), LidTest.PHONE, MESSAGE);
    Webhooks.content(keyless, "imageMessage").put("mediaKey", "");
    hub.post(keyless);
    Awaitility.await()
        .until(
            () ->
                hub.attachments(instance).stream()
                        .filter(each -> each.path("status").asText().equals("PARKED"))
                        .count()
                    == 2);
  }

  @Test
  void oneThatWasGivenUpIsTriedAgain() {
    unite();

    assertItIsStored();
  }

  @Test
  void oneThatWaitsForLongIsTriedAtOnce() {
    List<UUID> both = hub.attachments(instance).stream().map(MediaRouteTest::id).toList();
    jdbc.sql(
            """
            update job set state = 'pending', next_attempt_at = now() + interval '1 hour'
            where kind = :kind and subject in (:both)""")
        .param("kind", KIND)
        .param("both", both)
        .update();

    unite();

    assertItIsStored();
    both.forEach(attachment -> JobRow.until(jdbc, KIND, attachment, JobRow::isDone));
  }

  private void unite() {
    hub.post(Webhooks.in(sample(LidTest.TEXT), LidTest.PHONE, LidTest.LID, "united"));
  }

  private void assertItIsStored() {
    assertThat(hub.attachment(instance, "STORED").path("source").asText()).isEqualTo("directPath");
    assertThat(hub.attachments(instance)).hasSize(1);
  }
}
