package io.bactrian.send;

import io.bactrian.evolution.EvolutionCall;
import io.bactrian.failure.PermanentFailureException;
import io.bactrian.flow.ExchangeState;
import io.bactrian.job.Job;
import io.bactrian.job.JobLedger;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Builds the calls that send messages, each written down before it is made. */
@Component("sending")
public class Sending {

  private final JdbcClient jdbc;
  private final TransactionOperations transaction;
  private final SendPace pace;
  private final SendRequests requests;
  private final SendCalls calls;
  private final SendStarts starts;
  private final JobLedger ledger;

  public Sending(
      JdbcClient jdbc,
      TransactionOperations transaction,
      SendPace pace,
      SendRequests requests,
      SendCalls calls,
      SendStarts starts,
      JobLedger ledger) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.pace = pace;
    this.requests = requests;
    this.calls = calls;
    this.starts = starts;
    this.ledger = ledger;
  }

  /**
   * Builds the call, and writes down that it begins. Nothing follows from the message before it is
   * known to have left.
   *
   * @return null if there is nothing to call: the message has left already, its instance's pace
   *     makes it wait, or an earlier call broke off; only then property {@code search} is set
   */
  public EvolutionCall begin(@ExchangeProperty(ExchangeState.JOB) Job job, Exchange exchange) {
    return OwnServers.named(
        () -> {
          OutgoingRow message = transaction.execute(status -> admitted(job, exchange));
          return message == null ? null : call(message, job, exchange);
        });
  }

  private OutgoingRow admitted(Job job, Exchange exchange) {
    OutgoingRow message =
        OutgoingRow.locked(jdbc, job.subject())
            .orElseThrow(() -> new PermanentFailureException("the message is gone"));
    if (message.whatsappId() != null) {
      ledger.done(job);
      return null;
    }
    if (message.started() != null) {
      exchange.setProperty(ExchangeState.SEARCH, SendSearch.BEGIN);
      return null;
    }
    return pace.mayLeave(message, job) ? message : null;
  }

  /**
   * Builds the call of a message that may leave, and writes down that it begins. Outside of a
   * transaction: media are read from object storage, which may take its time, and until the call
   * really begins what is known of an earlier one holds.
   *
   * @return null if somebody else has settled or begun it meanwhile
   */
  EvolutionCall call(OutgoingRow message, Job job, Exchange exchange) {
    SendRequest request = requests.read(message);
    String id = calls.takesId(message.instance(), request) ? message.ownId() : null;
    EvolutionCall call = calls.call(message.instance(), message.chat(), request, id, exchange);
    BegunSend begun = starts.start(message, job, call, id);
    if (begun == null) {
      return null;
    }
    exchange.setProperty(ExchangeState.SEND, begun);
    return call;
  }
}
