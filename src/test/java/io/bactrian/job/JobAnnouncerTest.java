package io.bactrian.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** Who opens or settles a job has it published, after the commit and only then. */
class JobAnnouncerTest {

  private final List<Object> told = new ArrayList<>();
  private final JobLines lines = mock(JobLines.class);
  private final ApplicationEventPublisher publisher = told::add;
  private final JobAnnouncer announcer = new JobAnnouncer(publisher, lines);
  private final TransactionTemplate transaction = new TransactionTemplate(new NoDatabase());
  private final JobRef job = new JobRef(UUID.randomUUID(), "send_message");
  private final UUID line = UUID.randomUUID();

  @Test
  void anOpenedJobIsReadyAfterTheCommit() {
    transaction.executeWithoutResult(
        status -> {
          announcer.opened(job);
          assertThat(told).isEmpty();
        });

    assertThat(told).containsExactly(new JobChanged(job.id()), new JobReady(job));
  }

  @Test
  void whatIsRolledBackIsNotPublished() {
    transaction.executeWithoutResult(
        status -> {
          announcer.opened(job);
          announcer.settled(line);
          status.setRollbackOnly();
        });

    assertThat(told).isEmpty();
  }

  @Test
  void theNextOfALineIsLookedForAfterTheCommit() {
    transaction.executeWithoutResult(
        status -> {
          announcer.settled(line);
          when(lines.next(line)).thenReturn(Optional.of(job));
        });

    assertThat(told).containsExactly(new JobReady(job));
  }

  @Test
  void whatIsCommittedIsNotUndoneByALookThatFails() {
    when(lines.next(line)).thenThrow(new QueryTimeoutException("away"));

    assertThatCode(() -> transaction.executeWithoutResult(status -> announcer.settled(line)))
        .doesNotThrowAnyException();
    assertThat(told).isEmpty();
  }

  /** Begins and ends transactions of nothing. */
  private static final class NoDatabase extends AbstractPlatformTransactionManager {

    private static final long serialVersionUID = 1;

    @Override
    protected Object doGetTransaction() {
      return new Object();
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {}

    @Override
    protected void doCommit(DefaultTransactionStatus status) {}

    @Override
    protected void doRollback(DefaultTransactionStatus status) {}
  }
}
