package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * What a message costs in waits for PostgreSQL: the least of several, since other work may go on.
 * In a chat that is known, and with nobody who listens to changes.
 */
class StatementsIT extends SendMessageTest {

  private static final int TRIES = 6;
  private static final String IN_HAND =
      """
      select count(*) from job where state = 'pending'
        and subject in (
          select message.id from message join conversation on conversation.id = conversation_id
            where instance = :instance
          union all
          select attachment.id from attachment join message on message.id = message_id
            join conversation on conversation.id = conversation_id where instance = :instance
          union all
          select id from conversation where instance = :instance)""";

  @Test
  void aTextMessageTakesFewTrips() {
    assertThat(least("text", number -> hub.post(text(number)))).isLessThanOrEqualTo(5);
  }

  @Test
  void aMediaMessageTakesFewTripsWithItsThumbnail() {
    assertThat(least("media", number -> hub.post(image(number)))).isLessThanOrEqualTo(28);
  }

  @Test
  void aMessageThatIsSentTakesFewTrips() {
    assertThat(least("send", number -> send(text("Message " + number)))).isLessThanOrEqualTo(28);
  }

  private int least(String name, IntConsumer once) {
    once.accept(0);
    untilNothingIsInHand();
    return IntStream.rangeClosed(1, TRIES)
        .map(number -> trips(name, once, number))
        .min()
        .orElseThrow();
  }

  private int trips(String name, IntConsumer once, int number) {
    try (StatementCounter counter = new StatementCounter()) {
      once.accept(number);
      untilNothingIsInHand();
      Map<String, Integer> threads = counter.byThread();
      System.out.printf("round trips of one %s: %d %s%n", name, counter.trips(), threads);
      return counter.trips();
    }
  }

  private ObjectNode text(int number) {
    return in("01-text-conversation.json", "text" + number);
  }

  private ObjectNode image(int number) {
    return in("05c-image-encrypted-evo-ge-2.3.6-indexed-bytes-long-objects.json", "image" + number);
  }

  private ObjectNode in(String sample, String id) {
    return Webhooks.in(sample(sample), "15550100123@s.whatsapp.net", id + UUID.randomUUID());
  }

  /** What follows from the last step of a job is told within a moment. */
  private void untilNothingIsInHand() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .during(Duration.ofMillis(700))
        .until(
            () -> jdbc.sql(IN_HAND).param("instance", instance).query(Integer.class).single() == 0);
  }
}
