package io.bactrian.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.api.LaneLoad;
import io.bactrian.audit.InstanceState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What a person should know first. */
class AlarmTest {

  private static final Duration LATE = Duration.ofMinutes(5);
  private final Texts texts = new Texts(Locale.ENGLISH, Instant.EPOCH);

  @Test
  void nothingIsSaidWhereAllIsWell() {
    assertThat(
            Alarm.of(
                List.of(new ServerState("Redis", true, null, Instant.EPOCH)),
                List.of(instance("open", List.of())),
                List.of(lane("fast", 4, 299.0, 0)),
                LATE))
        .isEmpty();
  }

  @Test
  void whatStopsWorkComesBeforeWhatWaits() {
    List<String> said =
        Alarm.of(
                List.of(new ServerState("Redis", false, "no answer", Instant.EPOCH)),
                List.of(instance("close", List.of())),
                List.of(lane("durable", 0, 301.0, 1)),
                LATE)
            .stream()
            .map(alarm -> alarm.said(texts))
            .toList();

    assertThat(said)
        .containsExactly(
            "Redis does not answer",
            "acme is not connected to WhatsApp",
            "Nobody takes jobs of this kind: Send message",
            "One job is parked",
            "Send message: the oldest has waited 5 min 1 s");
  }

  @Test
  void whatIsMeantToBeSoIsNoAlarm() {
    assertThat(
            Alarm.of(
                List.of(),
                List.of(
                    instance(
                        "open",
                        List.of(new InstanceState.Finding("base64", "false", "true", "", true)))),
                List.of(),
                LATE))
        .isEmpty();
  }

  @Test
  void aLaneThatCanNotBeAskedIsNotUnattended() {
    assertThat(
            Alarm.of(
                List.of(),
                List.of(),
                List.of(
                    new LaneLoad("fast", "send_message", null, null, 0, null, 0, 0, 0, null, null)),
                LATE))
        .isEmpty();
  }

  private static InstanceState instance(String connection, List<InstanceState.Finding> audit) {
    return new InstanceState("acme", "baileys", null, connection, null, null, audit);
  }

  private static LaneLoad lane(String lane, int consumers, Double oldest, long parked) {
    return new LaneLoad(lane, "send_message", 0L, consumers, 0, oldest, 0, parked, 0, null, null);
  }
}
