package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.decode.Disposition;
import io.bactrian.decode.RawEvent;
import io.bactrian.intake.Inbox;
import io.bactrian.job.DatabaseWatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.camel.support.DefaultExchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessResourceFailureException;

/** What PostgreSQL refuses of one event ends parked, and holds up none of those behind it. */
class OddShelteredEventIT extends HubTest {

  @Autowired private DatabaseWatch database;
  @Autowired private Inbox inbox;

  @Test
  void anInstanceTooLongForItsIndexIsParkedWithoutTheBroker() {
    Awaitility.await().until(() -> !database.isAway());

    JsonNode answer = hub.post(named(long3000()));

    assertThat(answer.path("status").asText()).isEqualTo("parked");
    assertThat(database.isAway()).isFalse();
    // The name is in the raw body; as an instance's it is unfit.
    assertThat(hub.parkedEvent(answer.path("event").asText()).hasNonNull("instance")).isFalse();
  }

  @Test
  void anInstanceTooLongForItsIndexHoldsUpNobodyInTheQueue() {
    databaseDoesNotAnswer();

    String event = hub.post(named(long3000())).path("event").asText();

    theNextIsTakenIn();
    hub.parkedEvent(event);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nul \u0000", "half a pair \ud83d", "\ud83d\ude00"})
  void namesThatPostgresqlCannotHoldHoldUpNobody(String odd) {
    databaseDoesNotAnswer();

    // The decoder refuses it, for it has no data.
    String event = hub.post(named(odd + " " + instance).without("data")).path("event").asText();

    theNextIsTakenIn();
    assertThat(hub.parkedEvent(event).hasNonNull("instance")).isFalse();
  }

  @Test
  void whatAWorkingDatabaseRefusesForAReasonOfItsOwnIsParkedAndHoldsUpNobody() {
    ObjectNode odd = sample("01-text-conversation.json");
    Webhooks.key(odd).put("id", "ODD" + instance);
    String condition = "new.whatsapp_id = 'ODD" + instance + "'";
    try (Refusal refusal = new Refusal(jdbc, "insert", "message", condition)) {
      // PostgreSQL answers, so it goes to the queue by its refusal alone.
      JsonNode answer = hub.post(odd);

      assertThat(answer.path("status").asText()).isEqualTo("accepted");
      theNextIsTakenIn();
      assertThat(hub.parkedEvent(answer.path("event").asText()).path("instance").asText())
          .isEqualTo(instance);
      assertThat(refusal).isNotNull();
    }
  }

  @Test
  void whatCameWholeIsParkedWholeEvenIfItsMediaWasAboutToBePutAside() throws IOException {
    byte[] whole =
        sample("04-image-base64-inline.json").toString().getBytes(StandardCharsets.UTF_8);
    UUID id = UUID.randomUUID();
    RawEvent opened =
        new RawEvent(
            id,
            "messages.upsert",
            instance,
            Disposition.RELEVANT,
            new byte[32],
            "{\"base64\":\"claim\"}".getBytes(StandardCharsets.UTF_8),
            List.of());

    inbox.parkSheltered(
        whole, null, opened, null, new IllegalStateException(), new DefaultExchange(camel));

    assertThat(
            jdbc.sql("select raw from event where id = :id and not opened and instance = :instance")
                .param("id", id)
                .param("instance", instance)
                .query(byte[].class)
                .single())
        .isEqualTo(whole);
    assertThat(hub.apiPost("/api/parked/" + id + "/replay", "").statusCode()).isEqualTo(202);
    assertThat(hub.attachment(instance, "STORED").path("source").asText()).isEqualTo("base64");
  }

  private void databaseDoesNotAnswer() {
    database.note(new DataAccessResourceFailureException("away"));
  }

  private void theNextIsTakenIn() {
    databaseDoesNotAnswer();
    ObjectNode next = sample("01-text-conversation.json");
    assertThat(hub.post(next).path("status").asText()).isEqualTo("accepted");
    hub.message(instance, next.at("/data/key/id").asText());
    Awaitility.await().until(() -> !database.isAway());
  }

  private ObjectNode named(String name) {
    return sample("01-text-conversation.json").put("instance", name);
  }

  /** Random, or the index would hold it compressed. */
  private static String long3000() {
    return new Random()
        .ints(3_000, 'a', 'z' + 1)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }
}
