package io.bactrian.evolution;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.failure.FailureKind;
import io.bactrian.failure.Failures;
import io.bactrian.flow.ExchangeState;
import io.bactrian.job.Job;
import io.bactrian.job.JobLedger;
import io.bactrian.job.WaitingJobs;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whether an instance is connected to WhatsApp. What {@code connection.update} said last may be
 * stale (Evolution reconnects without saying {@code close}), so Evolution is asked, and only after
 * a call on behalf of the instance has failed.
 */
@Component("connections")
public class Connections {

  private static final Logger log = LoggerFactory.getLogger(Connections.class);

  private final EvolutionRequests evolution;
  private final ConnectionSettings settings;
  private final JobLedger ledger;
  private final WaitingJobs waiting;

  public Connections(
      EvolutionRequests evolution,
      ConnectionSettings settings,
      JobLedger ledger,
      WaitingJobs waiting) {
    this.evolution = evolution;
    this.settings = settings;
    this.ledger = ledger;
    this.waiting = waiting;
  }

  /**
   * The call that asks for the connection of the instance of the call that failed.
   *
   * @return null if there was none, or its failure is not temporary, or the job has waited for its
   *     instance for long enough
   */
  public EvolutionCall stateCall(
      @ExchangeProperty(ExchangeState.CALL) MadeCall failed,
      @ExchangeProperty(ExchangeState.JOB) Job job,
      @ExchangeProperty(ExchangeState.FAILURE) Exception failure) {
    if (failed == null
        || failed.instance() == null
        || Failures.kind(failure) != FailureKind.TEMPORARY) {
      return null;
    }
    Optional<Duration> waited = waiting.waited(job);
    if (waited.isPresent() && waited.get().compareTo(settings.maxWait()) >= 0) {
      return null;
    }
    return evolution.get("instance/connectionState", failed.instance());
  }

  /**
   * Whether a failure to ask says that Evolution is away, is not activated or refuses our key: then
   * no instance is to be had, connected or not.
   */
  public boolean isAway(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
    return failure instanceof ConnectException
        || failure instanceof UnknownHostException
        || failure instanceof NoRouteToHostException
        || failure instanceof ConnectTimeoutException
        || failure instanceof UnlicensedException
        || (failure instanceof RefusedCallException refused
            && (refused.status() == 401 || refused.status() == 403));
  }

  /** Whether the answer names a connection that is not open; one that names none is believed up. */
  public boolean isClosed(JsonNode answer) {
    return !answer.path("instance").path("state").asText("open").equals("open");
  }

  /** Puts the job back until its instance is connected, or Evolution back; spends no attempt. */
  @Transactional
  public void await(
      @ExchangeProperty(ExchangeState.JOB) Job job,
      @ExchangeProperty(ExchangeState.CALL) MadeCall call,
      @ExchangeProperty(ExchangeState.FAILURE) Exception failure) {
    if (isAway(failure)) {
      ledger.postpone(job, awayDelay(job), "Evolution is away: " + failure.getMessage());
    } else {
      ledger.postpone(job, settings.retryDelay(), call.instance() + " is not connected");
    }
    waiting.await(job, call.instance());
    log.info("{} {} waits for its instance to be connected", job.kind(), job.id());
  }

  private Duration awayDelay(Job job) {
    Duration waited = waiting.waited(job).orElse(Duration.ZERO);
    Duration grown = waited.compareTo(settings.awayDelay()) < 0 ? settings.awayDelay() : waited;
    return grown.compareTo(settings.retryDelay()) < 0 ? grown : settings.retryDelay();
  }
}
