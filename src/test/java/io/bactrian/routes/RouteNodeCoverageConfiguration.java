package io.bactrian.routes;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Counts route nodes in every context that a test starts, without the test asking for it. */
@AutoConfiguration
class RouteNodeCoverageConfiguration {

  @Bean
  RouteNodeCounter routeNodeCounter() {
    return new RouteNodeCounter(RouteNodeCoverage.SUITE);
  }
}
