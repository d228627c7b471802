package io.bactrian.lane;

import io.bactrian.job.JobKind;
import io.bactrian.job.JobKinds;
import io.bactrian.job.Lane;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.springframework.stereotype.Component;

/**
 * The workers of each fast kind, as the thread pool {@code fast-lane-<kind>} that its Kamelet
 * names. When all are busy the reader works too instead of reading ahead: what it held would be
 * lost to a crash for as long as the ledger waits.
 */
@Component
public class FastLaneWorkers implements CamelContextConfiguration {

  private final JobKinds kinds;

  public FastLaneWorkers(JobKinds kinds) {
    this.kinds = kinds;
  }

  @Override
  public void beforeApplicationStart(CamelContext camel) {
    for (JobKind kind : kinds.all()) {
      if (kind.lane() == Lane.fast) {
        ThreadPoolProfile profile = new ThreadPoolProfile("fast-lane-" + kind.name());
        profile.setPoolSize(kind.workers());
        profile.setMaxPoolSize(kind.workers());
        profile.setMaxQueueSize(0);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.CallerRuns);
        camel.getExecutorServiceManager().registerThreadPoolProfile(profile);
      }
    }
  }

  @Override
  public void afterApplicationStart(CamelContext camel) {}
}
