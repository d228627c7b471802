package io.bactrian.leaks;

import java.util.Map;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Watches the log of an integration suite from its beginning on, for {@link LeaksIT} at its end.
 */
public final class SuiteWatch
    implements TestExecutionListener,
        ApplicationListener<ApplicationEnvironmentPreparedEvent>,
        Ordered {

  /** Set for integration tests alone. */
  private static final String SERVERS = "it.servers";

  static final SampleSecrets SECRETS =
      SampleSecrets.with(
          Map.of(
              "webhook-token-of-tests", "the webhook's token",
              "jwt-key-of-tests", "the key of tokens",
              "api-token-of-tests", "the API's token"));

  static final LogWatch LOG = new LogWatch(SECRETS);

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    watch();
  }

  /** Logging drops who listens when a program configures it, which each one does that starts. */
  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    watch();
  }

  @Override
  public int getOrder() {
    return LoggingApplicationListener.DEFAULT_ORDER + 1;
  }

  private static void watch() {
    if (System.getProperty(SERVERS) != null) {
      LOG.watch();
    }
  }
}
