package io.bactrian.send;

import io.bactrian.evolution.EvolutionCall;
import io.bactrian.flow.ExchangeState;
import io.bactrian.job.Job;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** Ends the search for a message whose call broke off. */
@Component("sendReconciliation")
public class SendReconciliation {

  private final SendVerdict verdict;
  private final Sending sending;

  public SendReconciliation(SendVerdict verdict, Sending sending) {
    this.verdict = verdict;
    this.sending = sending;
  }

  /**
   * Decides by what the search found, by what webhooks told, and by the time left.
   *
   * @return the call that sends it again; null if the message has left, or is looked for later
   * @throws io.bactrian.failure.PermanentFailureException if it surely did not leave, and was sent
   *     often enough
   * @throws AmbiguousSendException if the time for it is over and it is not to be sent again
   */
  public EvolutionCall verdict(
      @ExchangeProperty(ExchangeState.JOB) Job job,
      @ExchangeProperty(ExchangeState.SEARCH) SendSearch search,
      Exchange exchange) {
    return OwnServers.named(
        () -> {
          OutgoingRow again = verdict.decide(job, search);
          return again == null ? null : sending.call(again, job, exchange);
        });
  }
}
