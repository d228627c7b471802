package io.bactrian.job;

import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Announces changes of the ledger once they are committed, so that who hears of one can read it.
 */
@Component
public class JobAnnouncer {

  private static final Logger log = LoggerFactory.getLogger(JobAnnouncer.class);

  private final ApplicationEventPublisher publisher;
  private final JobLines lines;

  JobAnnouncer(ApplicationEventPublisher publisher, JobLines lines) {
    this.publisher = publisher;
    this.lines = lines;
  }

  void changed(UUID id) {
    afterCommit(() -> publisher.publishEvent(new JobChanged(id)));
  }

  /** A new job, to be published on its lane. */
  void opened(JobRef ref) {
    changed(ref.id());
    afterCommit(() -> publisher.publishEvent(new JobReady(ref)));
  }

  /**
   * The first job of a line is settled, so that the next one's turn has come; null for a job that
   * stands in none. The next one is looked for after the commit: a claim of it that came earlier
   * was refused, and nobody else asks again soon.
   */
  void settled(UUID line) {
    if (line != null) {
      afterCommit(() -> publishNext(line));
    }
  }

  private void publishNext(UUID line) {
    try {
      lines.next(line).map(JobReady::new).ifPresent(publisher::publishEvent);
    } catch (RuntimeException e) {
      // What was settled is committed already; the next one is due by the ledger's own clock.
      log.warn("the next job of chat line {} not published: {}", line, e.toString());
    }
  }

  /** Does it once the current transaction is committed; at once where there is none. */
  void afterCommit(Runnable told) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      told.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            told.run();
          }
        });
  }
}
