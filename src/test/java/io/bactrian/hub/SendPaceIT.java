package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.embedded.standin.Call;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A backlog leaves at the pace of its instance, and is bounded. */
class SendPaceIT extends SendMessageTest {

  private static final Duration PACE = Duration.ofSeconds(1);
  private static final int BURST = 20;
  private static final int MOST_WAITING = 60;

  @Test
  void whatIsMoreThanABurstLeavesOneByOne() {
    Instant begun = Instant.now();
    for (int i = 0; i < BURST + 4; i++) {
      ownNumber();
      send(text("text " + i));
    }

    await().atMost(Duration.ofSeconds(30)).until(() -> sent().size() == BURST + 4);

    List<Call> calls = sent();
    for (int i = BURST + 1; i < calls.size(); i++) {
      assertThat(calls.get(i).at())
          .as("call %d", i)
          .isAfter(begun.plus(PACE.multipliedBy(i - BURST)));
    }
  }

  @Test
  void onlySoManyMayWait() {
    STAND_IN.state(instance, "close");
    for (int i = 0; i < MOST_WAITING; i++) {
      send(text("text " + i));
    }

    HttpResponse<String> refused = hub.apiPost("/api/messages", text("one too many"));

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(hub.read(refused.body()).path("detail").asText()).contains("wait to be sent");
  }
}
