package io.bactrian.api;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.derive.DerivationRuns;
import io.bactrian.job.JobKindSettings;
import io.bactrian.job.JobKindSettings.Declaration;
import io.bactrian.job.JobKinds;
import io.bactrian.job.Lane;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DerivativeControllerTest {

  @Test
  void aRunThatNobodyWouldEverMakeIsNotOpened() {
    DerivationRuns runs = new DerivationRuns(null, null, none(), null);
    DerivativeController controller = new DerivativeController(null, runs, null);
    assertThatThrownBy(() -> controller.start(null, null, null))
        .hasMessageContaining("declare no kind that makes derivatives");
  }

  private static JobKinds none() {
    return new JobKinds(new JobKindSettings(Map.of("send_message", another())));
  }

  private static Declaration another() {
    Duration any = Duration.ofSeconds(1);
    return new Declaration(Lane.fast, true, any, 1, 1, any, any, any, 2, any, 1, 1);
  }
}
