package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.standin.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two spellings of one number are one chat. */
class TwoSpellingsIT extends SendMessageTest {

  private String longer;
  private String shorter;
  private String chat;

  @BeforeEach
  void aBrazilianNumberThatWhatsAppHasWithoutTheNine() {
    String line = "8%07d".formatted(ThreadLocalRandom.current().nextInt(10_000_000));
    longer = "55319" + line;
    shorter = "5531" + line;
    chat = shorter + "@s.whatsapp.net";
    STAND_IN.number(longer, chat);
  }

  @Test
  void evolutionIsAskedOnceAndBothAreOneChat() {
    message(send(to("00" + longer)), "SENT");
    message(send(to("+" + shorter)), "SENT");
    message(send(to(longer)), "SENT");

    assertThat(asked()).isEqualTo(1);
    assertThat(hub.conversations(instance))
        .singleElement()
        .extracting(each -> each.path("chat").asText())
        .isEqualTo(chat);
    assertThat(sent()).extracting(call -> call.number()).containsOnly(shorter);
  }

  @Test
  void whoHasWrittenIsKnownWithoutAsking() {
    hub.post(Webhooks.in(sample("01-text-conversation.json"), chat, "A1"));

    message(send(to(longer)), "SENT");

    assertThat(asked()).isZero();
    assertThat(hub.conversations(instance)).hasSize(1);
  }

  @Test
  void anEvolutionThatDoesNotAnswerHoldsNobodyUpTwice() {
    STAND_IN.fault(Fault.status("/chat/whatsappNumbers/" + instance, 500));

    message(send(to(longer)), "SENT");
    message(send(to(longer)), "SENT");

    assertThat(asked()).isEqualTo(1);
  }

  @Test
  void anEvolutionThatHangsHoldsNobodyUpForLong() {
    STAND_IN.fault(Fault.hang("/chat/whatsappNumbers/" + instance));
    Instant begin = Instant.now();

    UUID id = send(to(longer));

    // Well below the time that other calls may take for their answer.
    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofMillis(2500));
    assertThat(message(id, "SENT").path("status").asText()).isEqualTo("SENT");
    assertThat(sent().get(0).number()).isEqualTo(longer);
  }

  @Test
  void aChannelMayBeSentTo() {
    message(send(to("120363000000000009@newsletter")), "SENT");

    assertThat(sent().get(0).number()).isEqualTo("120363000000000009@newsletter");
  }

  private long asked() {
    return STAND_IN.count("^POST /chat/whatsappNumbers/" + instance + "$");
  }

  private ObjectNode to(String address) {
    return text("Hi").put("to", address);
  }
}
