package io.bactrian.routes;

import java.nio.file.Path;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Ends the integration suite with its route node coverage; the counts lie in {@code
 * target/route-coverage}, one file for each kind of servers.
 */
public final class RouteNodeReport implements TestExecutionListener {

  /** Set for integration tests alone: unit tests start parts of routes at most. */
  private static final String SERVERS = "it.servers";

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    var servers = System.getProperty(SERVERS);
    if (servers == null || RouteNodeCoverage.SUITE.isEmpty()) {
      return;
    }
    RouteNodeCoverage.SUITE.write(Path.of("target/route-coverage", servers + ".properties"));
    System.out.println(RouteNodeCoverage.SUITE.summary());
  }
}
