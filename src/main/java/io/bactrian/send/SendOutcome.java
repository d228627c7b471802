package io.bactrian.send;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.chat.OutgoingMessageRepository;
import io.bactrian.evolution.UnknownOutcomeException;
import io.bactrian.failure.FailureKind;
import io.bactrian.failure.Failures;
import io.bactrian.flow.ExchangeState;
import io.bactrian.job.Job;
import io.bactrian.job.JobLedger;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** What came of a call that was to send a message. */
@Component("sendOutcome")
public class SendOutcome {

  private final OutgoingMessageRepository messages;
  private final SendCalls calls;
  private final SentMessages sent;
  private final TransactionOperations transaction;
  private final JobLedger ledger;
  private final SendingSettings settings;
  private final Clock clock;

  public SendOutcome(
      OutgoingMessageRepository messages,
      SendCalls calls,
      SentMessages sent,
      TransactionOperations transaction,
      JobLedger ledger,
      SendingSettings settings,
      Clock clock) {
    this.messages = messages;
    this.calls = calls;
    this.sent = sent;
    this.transaction = transaction;
    this.ledger = ledger;
    this.settings = settings;
    this.clock = clock;
  }

  /** A call that this exchange began and that surely did not send it: it may be repeated. */
  @Transactional
  public void notSent(
      @ExchangeProperty(ExchangeState.JOB) Job job,
      @ExchangeProperty(ExchangeState.SEND) BegunSend send,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
    FailureKind kind = Failures.kind(failure);
    if (kind == FailureKind.TEMPORARY || kind == FailureKind.PERMANENT) {
      messages.notSent(job.subject(), started(send));
    }
  }

  /** Whether nobody knows if the message left: no answer came, or one that does not tell. */
  public boolean mayHaveLeft(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
    return failure instanceof UnknownOutcomeException
        || (failure instanceof IOException
            && Failures.kind(failure) == FailureKind.TEMPORARY
            && !Failures.isUnsent(failure));
  }

  /** The call broke off: the message may have left. Spends no attempt; sending it again will. */
  @Transactional
  public void brokeOff(
      @ExchangeProperty(ExchangeState.JOB) Job job,
      @ExchangeProperty(ExchangeState.SEND) BegunSend send,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
    UnknownOutcomeException told =
        failure instanceof UnknownOutcomeException outcome
            ? outcome
            : new UnknownOutcomeException(failure.getMessage());
    calls.doubtVersion();
    messages.brokeOff(
        job.subject(), started(send), clock.instant(), told.isOver(), told.isUnstored());
    ledger.postpone(
        job,
        settings.reconcileInterval(),
        "the call broke off, the message may have left: " + failure.getMessage());
  }

  /** Null, which is no message's, where no call was begun. */
  private static Instant started(BegunSend send) {
    return send == null ? null : send.started();
  }

  /**
   * Evolution took it: its answer names WhatsApp's id and the chat's true address.
   *
   * @throws UnknownOutcomeException if it names none: it is not Evolution's
   * @throws io.bactrian.failure.InfrastructureFailureException if that could not be written down
   */
  public void sent(
      @Body JsonNode answer,
      @ExchangeProperty(ExchangeState.JOB) Job job,
      @ExchangeProperty(ExchangeState.SEND) BegunSend send) {
    JsonNode key = answer.path("key");
    if (key.path("id").asText("").isEmpty()) {
      throw new UnknownOutcomeException("the answer names no message");
    }
    if (send.id() != null && !send.id().equals(key.path("id").asText())) {
      calls.takesNoIds(send.instance());
    }
    OwnServers.named(
        () ->
            transaction.execute(
                status -> {
                  sent.record(job.subject(), key.path("id").asText(), SentMessages.address(key));
                  ledger.done(job);
                  return null;
                }));
  }
}
