package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.embedded.standin.Call;
import io.bactrian.embedded.standin.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Messages of a chat leave in the order they were accepted; chats do not wait for each other. */
class SendOrderIT extends SendMessageTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void aChatsMessagesLeaveInTheOrderTheyCame() {
    STAND_IN.fault(Fault.delay(path("sendText"), Duration.ofMillis(30)));
    List<String> accepted = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      accepted.add("text " + i);
      send(text("text " + i));
    }

    await().atMost(PATIENCE).until(() -> sent().size() == 20);

    assertThat(sent()).extracting(Call::text).containsExactlyElementsOf(accepted);
  }

  @Test
  void howeverANumberIsWrittenItIsOneChatAndOneLine() {
    STAND_IN.fault(Fault.status(path("sendText"), 503).body(error(503, "not now")).times(1));
    String local = number.substring(4);
    List<String> spellings =
        List.of(
            number,
            "+" + number,
            "+1 (555) " + local.substring(0, 3) + "-" + local.substring(3),
            "1.555." + local,
            "\u202a+1\u00a0555\u202f" + local.replaceFirst("^...", "$0\u2011") + "\u202c",
            number + "@s.whatsapp.net",
            number + ":7@s.whatsapp.net",
            number + "@c.us");

    for (String spelling : spellings) {
      send(text(spelling).put("to", spelling));
    }

    await().atMost(PATIENCE).until(() -> sent().size() == spellings.size());
    assertThat(sent()).extracting(Call::text).containsExactlyElementsOf(spellings);
    assertThat(sent()).extracting(Call::number).containsOnly(number);
    assertThat(hub.conversations(instance)).hasSize(1);
  }

  @Test
  void aMessageThatIsTriedAgainHoldsUpItsOwnChatAlone() {
    STAND_IN.fault(Fault.status(path("sendText"), 503).body(error(503, "not now")).times(2));
    UUID first = send(text("first"));
    JobRow.until(jdbc, KIND, first, job -> job.attempts() > 0);
    UUID second = send(text("second"));
    String held = number;
    ownNumber();
    UUID other = send(text("other chat"));

    message(other, "SENT");
    message(first, "SENT");
    message(second, "SENT");

    assertThat(sent().stream().filter(call -> call.number().equals(held)))
        .extracting(Call::text)
        .containsExactly("first", "second");
  }

  @Test
  void anInstanceThatHangsHoldsUpNoOther() {
    STAND_IN.fault(Fault.hang(path("sendText")));
    String hanging = instance;
    for (int i = 0; i < 16; i++) {
      ownNumber();
      // So that a call hangs for longer than what is waited for below.
      send(text("held " + i).put("delay", 3_000));
    }
    await().atMost(PATIENCE).until(() -> calls("sendText") > 0);
    instance = hanging + "-other";

    UUID other = send(text("at once"));

    await()
        .atMost(Duration.ofSeconds(4))
        .until(() -> hub.get("/api/messages/" + other).path("status").asText().equals("SENT"));
  }

  @Test
  void aMessageThatFailsForGoodLetsTheNextOneGo() {
    STAND_IN.fault(
        Fault.status(path("sendText"), 400)
            .body(Webhooks.sample(json, "api/send.error.400.validation.json").toString())
            .times(1));
    UUID first = send(text("first"));
    UUID second = send(text("second"));

    message(first, "FAILED");
    message(second, "SENT");
  }

  @Test
  void aReplayedMessageGoesBehindThoseThatWait() {
    STAND_IN.fault(
        Fault.status(path("sendText"), 400)
            .body(Webhooks.sample(json, "api/send.error.400.validation.json").toString())
            .times(1));
    UUID first = send(text("first"));
    JobRow.until(jdbc, KIND, first, JobRow::isParked);
    STAND_IN.fault(Fault.status(path("sendText"), 503).body(error(503, "not now")).times(1));
    UUID second = send(text("second"));
    JobRow.until(jdbc, KIND, second, job -> job.attempts() > 0);

    hub.apiPost("/api/parked/" + first + "/replay", "");

    message(first, "SENT");
    assertThat(sent()).extracting(Call::text).containsExactly("second", "first");
  }
}
