package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The hub warms itself up at its start, and nothing of that is left. */
@ExtendWith(OutputCaptureExtension.class)
class SelfWarmingIT extends HubTest {

  private static final String NAME = "bactrian-warm-up";

  @Autowired private ApplicationRunner selfWarming;
  @Autowired private ApplicationArguments arguments;
  @Autowired private MeterRegistry meters;

  @Test
  void eventsAreRecordedAndUndone(CapturedOutput output) throws Exception {
    long webhooks = webhooks();

    selfWarming.run(arguments);

    assertThat(output).containsPattern("warmed up with \\d+ events of its own");
    assertThat(count("select count(*) from event where instance = :name")).isZero();
    assertThat(count("select count(*) from conversation where instance = :name")).isZero();
    assertThat(count("select count(*) from identity where instance = :name")).isZero();
    assertThat(webhooks()).isEqualTo(webhooks);
  }

  private long webhooks() {
    return meters.find("bactrian.webhook.answers").timers().stream().mapToLong(Timer::count).sum();
  }

  private long count(String sql) {
    return jdbc.sql(sql).param("name", NAME).query(Long.class).single();
  }
}
