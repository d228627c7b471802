package io.bactrian.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.SettingsFailureAnalyzer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A program whose kinds break the golden rule does not start, and says which and why. */
class GoldenRuleStartTest {

  @Configuration
  @EnableConfigurationProperties(JobKindSettings.class)
  @Import(JobKinds.class)
  static class Kinds {}

  private final ApplicationContextRunner program =
      new ApplicationContextRunner()
          .withUserConfiguration(Kinds.class)
          .withPropertyValues(
              "bactrian.kinds[transcode].lane=fast", "bactrian.kinds[transcode].expected-time=1s");

  @Test
  void aFastKindThatCanNotBeReprocessedStopsTheStart() {
    program
        .withPropertyValues("bactrian.kinds[transcode].reprocessable=false")
        .run(
            context ->
                assertThat(analysis(context.getStartupFailure()).getDescription())
                    .contains("golden rule", "bactrian.kinds[transcode]", "not reprocessable"));
  }

  @Test
  void aFastKindThatIsSlowStopsTheStart() {
    program
        .withPropertyValues(
            "bactrian.kinds[transcode].reprocessable=true",
            "bactrian.kinds[transcode].expected-time=5s")
        .run(
            context ->
                assertThat(analysis(context.getStartupFailure()).getDescription())
                    .contains("bactrian.kinds[transcode]", "5000 ms"));
  }

  @Test
  void aKindThatKeepsTheRuleStarts() {
    program
        .withPropertyValues("bactrian.kinds[transcode].reprocessable=true")
        .run(context -> assertThat(context).hasNotFailed().hasSingleBean(JobKinds.class));
  }

  private static FailureAnalysis analysis(Throwable failure) {
    return new SettingsFailureAnalyzer().analyze(failure);
  }
}
