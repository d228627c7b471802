package io.bactrian.send;

import io.bactrian.chat.Changes;
import io.bactrian.chat.OutgoingMessageRepository;
import io.bactrian.chat.SendJobs;
import io.bactrian.job.FoundDone;
import io.bactrian.job.JobLedger;
import io.bactrian.job.Kinds;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Opens the jobs of messages again that were taken to have left. */
@Component
class ReopenedSends implements SendJobs {

  private final JdbcClient jdbc;
  private final OutgoingMessageRepository messages;
  private final FoundDone found;
  private final JobLedger ledger;
  private final Changes changes;

  ReopenedSends(
      JdbcClient jdbc,
      OutgoingMessageRepository messages,
      FoundDone found,
      JobLedger ledger,
      Changes changes) {
    this.jdbc = jdbc;
    this.messages = messages;
    this.found = found;
    this.ledger = ledger;
    this.changes = changes;
  }

  @Override
  public void reopen(UUID message) {
    UUID line =
        jdbc.sql("select conversation_id from message where id = :id")
            .param("id", message)
            .query(UUID.class)
            .single();
    found
        .undo(Kinds.SEND_MESSAGE, message, line)
        .ifPresentOrElse(
            job -> given(message, job.reason()),
            () -> ledger.openInLine(line, Kinds.SEND_MESSAGE, message));
    changes.messageStatus(message);
  }

  @Override
  public void join(UUID from, UUID to) {
    ledger.joinLines(from, to);
  }

  /** Whoever asked for it saw that it failed; it must not leave behind their back. */
  private void given(UUID message, String reason) {
    if (reason != null) {
      messages.failedBefore(message, reason);
    }
  }
}
