package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Evolution delivers the same thing many times, at once and later. */
class DuplicatesIT extends HubTest {

  private static final String IMAGE =
      "05c-image-encrypted-evo-ge-2.3.6-indexed-bytes-long-objects.json";
  private static final String ID = "ACAC1B7123959B58BD6AA2334ED5BD78";
  private static final String ALICE = "15550100123@s.whatsapp.net";
  private static final String DAN = "15550100177@s.whatsapp.net";

  @Test
  void aHundredIdenticalWebhooksAtOnceAreOneMessage() throws Exception {
    List<String> answers = postAtOnce(Collections.nCopies(100, sample(IMAGE)));

    assertThat(answers).containsOnly("accepted", "duplicate").containsOnlyOnce("accepted");
    assertOneOfEach();
  }

  @Test
  void differentWebhooksOfOneMessageAtOnceAreOneMessage() throws Exception {
    List<ObjectNode> webhooks =
        IntStream.range(0, 30)
            .mapToObj(
                n -> {
                  ObjectNode webhook = sample(IMAGE);
                  ((ObjectNode) webhook.path("data")).put("pushName", "Alice " + n);
                  return webhook;
                })
            .toList();

    List<String> answers = postAtOnce(webhooks);

    assertThat(answers).containsOnly("accepted", "duplicate").containsOnlyOnce("accepted");
    assertOneOfEach();
  }

  @Test
  void whatIsParkedAtOnceIsAnsweredWithTheOneEventThatIsKept() throws Exception {
    for (int round = 0; round < 5; round++) {
      ObjectNode webhook = sample(IMAGE);
      ((ObjectNode) webhook.path("data")).put("round", round).remove("key");

      List<JsonNode> answers = answersAtOnce(Collections.nCopies(20, webhook));

      assertThat(answers)
          .extracting(answer -> answer.path("status").asText())
          .containsOnly("parked", "duplicate")
          .containsOnlyOnce("parked");
      assertThat(answers)
          .extracting(answer -> answer.path("event").asText())
          .containsOnly(answers.get(0).path("event").asText());
      assertThat(hub.findParkedEvent(answers.get(0).path("event").asText())).isPresent();
    }
  }

  @Test
  void bothNamesOfAChatAtOnceAreOneConversation() throws Exception {
    List<ObjectNode> webhooks =
        IntStream.range(0, 30)
            .mapToObj(
                n ->
                    n % 2 == 0
                        ? Webhooks.in(sample(IMAGE), ALICE, "100000000000001@lid", ID + n / 10)
                        : Webhooks.in(sample(IMAGE), "100000000000001@lid", ALICE, ID + n / 10))
            .toList();

    postAtOnce(webhooks);

    assertThat(hub.conversations(instance)).hasSize(1);
    assertThat(hub.messages(instance)).hasSize(3);
  }

  @Test
  void theSameIdInAnotherChatIsAnotherMessage() {
    hub.post(Webhooks.in(sample(IMAGE), ALICE, ID));

    JsonNode answer = hub.post(Webhooks.in(sample(IMAGE), DAN, ID));

    assertThat(answer.path("status").asText()).isEqualTo("accepted");
    assertThat(hub.messages(instance))
        .extracting(message -> message.path("chat").asText())
        .containsExactlyInAnyOrder(ALICE, DAN);
    hub.awaitMedia(instance);
    assertThat(hub.attachments(instance)).hasSize(2);
  }

  @Test
  void theSameIdAndChatInAnotherInstanceIsAnotherMessage() {
    String other = instance + "-other";
    hub.post(sample(IMAGE));

    JsonNode answer = hub.post(sample(IMAGE).put("instance", other));

    assertThat(answer.path("status").asText()).isEqualTo("accepted");
    hub.awaitMedia(instance);
    hub.awaitMedia(other);
    assertThat(hub.attachments(instance)).hasSize(1);
    assertThat(hub.attachments(other)).hasSize(1);
    assertThat(hub.attachments(other).get(0).path("id"))
        .isNotEqualTo(hub.attachments(instance).get(0).path("id"));
  }

  private void assertOneOfEach() {
    JsonNode attachment = hub.attachment(instance, "STORED");
    assertThat(hub.messages(instance)).hasSize(1);
    assertThat(hub.attachments(instance)).hasSize(1);
    int jobs =
        jdbc.sql(
                "select count(*) from job where subject = cast(:attachment as uuid)"
                    + " and kind = 'process_incoming_media'")
            .param("attachment", attachment.path("id").asText())
            .query(Integer.class)
            .single();
    assertThat(jobs).isEqualTo(1);
  }

  /** What became of each. */
  private List<String> postAtOnce(List<ObjectNode> webhooks)
      throws InterruptedException, ExecutionException {
    return answersAtOnce(webhooks).stream().map(answer -> answer.path("status").asText()).toList();
  }

  /** What each was answered. */
  private List<JsonNode> answersAtOnce(List<ObjectNode> webhooks)
      throws InterruptedException, ExecutionException {
    ExecutorService senders = Executors.newFixedThreadPool(25);
    try {
      List<Future<JsonNode>> answers = new ArrayList<>();
      for (ObjectNode webhook : webhooks) {
        answers.add(senders.submit(() -> hub.post(webhook)));
      }
      List<JsonNode> bodies = new ArrayList<>();
      for (Future<JsonNode> answer : answers) {
        bodies.add(answer.get());
      }
      return bodies;
    } finally {
      senders.shutdownNow();
    }
  }
}
