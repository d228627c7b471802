package io.bactrian.lane;

import io.bactrian.job.JobKind;
import io.bactrian.job.JobKinds;
import io.bactrian.job.Lane;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.stereotype.Component;

/**
 * The workers of each fast kind, as the thread pool {@code fast-lane-<kind>} that its Kamelet
 * names. The reader takes jobs for those that are idle and no more: it does not read ahead, for a
 * crash would lose that for as long as the ledger waits, and does not work itself, for a slow job
 * would keep it from those who became free.
 */
@Component
public class FastLaneWorkers implements CamelContextConfiguration {

  private final JobKinds kinds;

  public FastLaneWorkers(JobKinds kinds) {
    this.kinds = kinds;
  }

  static String name(String kind) {
    return "fast-lane-" + kind;
  }

  @Override
  public void beforeApplicationStart(CamelContext camel) {
    for (JobKind kind : kinds.all()) {
      if (kind.lane() == Lane.fast) {
        String name = name(kind.name());
        camel.getRegistry().bind(name, ExecutorService.class, pool(camel, name, kind.workers()));
      }
    }
  }

  private ExecutorService pool(CamelContext camel, String name, int workers) {
    ThreadPoolProfile profile = new ThreadPoolProfile(name);
    profile.setPoolSize(workers);
    profile.setMaxPoolSize(workers);
    profile.setMaxQueueSize(0);
    ExecutorService pool = camel.getExecutorServiceManager().newThreadPool(this, name, profile);
    ((ThreadPoolExecutor) pool).setRejectedExecutionHandler(FastLaneWorkers::awaitWorker);
    return pool;
  }

  private static void awaitWorker(Runnable job, ThreadPoolExecutor pool) {
    try {
      if (pool.isShutdown()) {
        throw new RejectedExecutionException("the workers have stopped");
      }
      pool.getQueue().put(job);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RejectedExecutionException("interrupted while all workers were busy", e);
    }
  }

  @Override
  public void afterApplicationStart(CamelContext camel) {}
}
