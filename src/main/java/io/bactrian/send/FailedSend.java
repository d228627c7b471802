package io.bactrian.send;

import io.bactrian.chat.Changes;
import io.bactrian.chat.OutgoingMessageRepository;
import io.bactrian.job.FailedWork;
import io.bactrian.job.Job;
import io.bactrian.job.JobGivenUp;
import io.bactrian.job.JobLedger;
import io.bactrian.job.Kinds;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What is written of a message that could not be sent, for now or for good. */
@Component
class FailedSend implements FailedWork {

  private final OutgoingMessageRepository messages;
  private final JobLedger ledger;
  private final Changes changes;

  FailedSend(OutgoingMessageRepository messages, JobLedger ledger, Changes changes) {
    this.messages = messages;
    this.ledger = ledger;
    this.changes = changes;
  }

  @Override
  public String kind() {
    return Kinds.SEND_MESSAGE;
  }

  @Override
  @Transactional
  public void retry(Job job, String reason) {
    ledger.retry(job, reason);
  }

  /** It can't be sent; the message says why. */
  @Override
  @Transactional
  public void giveUp(Job job, String reason) {
    if (!ledger.isOthers(job)) {
      failed(job.subject(), reason);
    }
    ledger.park(job, reason);
  }

  /** Copies died over it. */
  @EventListener
  @Transactional
  public void givenUp(JobGivenUp job) {
    if (job.kind().equals(Kinds.SEND_MESSAGE)) {
      failed(job.subject(), job.reason());
    }
  }

  private void failed(UUID message, String reason) {
    messages.failed(message, reason);
    changes.messageStatus(message);
  }
}
