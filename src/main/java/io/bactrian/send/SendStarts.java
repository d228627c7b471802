package io.bactrian.send;

import io.bactrian.chat.OutgoingMessageRepository;
import io.bactrian.evolution.EvolutionCall;
import io.bactrian.job.Job;
import io.bactrian.job.JobLedger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writes down that a call begins before it is made, so that an interrupted call is known to be
 * ambiguous and is never repeated blindly.
 */
@Component
class SendStarts {

  private final OutgoingMessageRepository messages;
  private final TransactionOperations transaction;
  private final JobLedger ledger;
  private final SendingSettings settings;
  private final Clock clock;
  private final Duration responseTimeout;

  SendStarts(
      OutgoingMessageRepository messages,
      TransactionOperations transaction,
      JobLedger ledger,
      SendingSettings settings,
      Clock clock,
      @Value("${bactrian.evolution.response-timeout-ms}") long responseTimeout) {
    this.messages = messages;
    this.transaction = transaction;
    this.ledger = ledger;
    this.settings = settings;
    this.clock = clock;
    this.responseTimeout = Duration.ofMillis(responseTimeout);
  }

  /**
   * The call of a message begins now.
   *
   * @param id that the call brings, or null
   * @return null if somebody else has settled or begun it meanwhile; the job is put back then
   */
  BegunSend start(OutgoingRow message, Job job, EvolutionCall call, String id) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Instant busy = now.plus(call.hold()).plus(responseTimeout);
    boolean begun =
        Boolean.TRUE.equals(
            transaction.execute(
                status -> {
                  boolean mine = isOurs(message, job, id, now, busy);
                  if (!mine) {
                    status.setRollbackOnly();
                  }
                  return mine;
                }));
    if (!begun) {
      ledger.postpone(job, settings.reconcileInterval(), "was settled meanwhile");
      return null;
    }
    return new BegunSend(message.instance(), now, id);
  }

  private boolean isOurs(OutgoingRow message, Job job, String id, Instant now, Instant busy) {
    boolean begun = messages.begin(message.id(), id, now, busy, message.started());
    return begun && (message.started() == null ? ledger.holds(job) : ledger.spend(job));
  }
}
