package io.bactrian.leaks;

import java.util.Map;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Watches the log of an integration suite from its beginning on, for {@link LeaksIT} at its end.
 */
public final class SuiteWatch implements TestExecutionListener {

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
    if (System.getProperty(SERVERS) != null && LOG.lines() == 0) {
      LOG.begin();
    }
  }
}
