package io.bactrian.evolution;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.job.Job;
import io.bactrian.job.JobLedger;
import io.bactrian.job.WaitingJobs;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.ExchangeProperty;
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

  private final EvolutionSettings evolution;
  private final EvolutionKeys keys;
  private final ConnectionSettings settings;
  private final JobLedger ledger;
  private final WaitingJobs waiting;

  public Connections(
      EvolutionSettings evolution,
      EvolutionKeys keys,
      ConnectionSettings settings,
      JobLedger ledger,
      WaitingJobs waiting) {
    this.evolution = evolution;
    this.keys = keys;
    this.settings = settings;
    this.ledger = ledger;
    this.waiting = waiting;
  }

  /**
   * The call that asks for the connection of the instance of the call that failed.
   *
   * @return null if there was none, or the job has waited for its instance for long enough
   */
  public EvolutionCall stateCall(
      @ExchangeProperty("call") EvolutionCall failed, @ExchangeProperty("job") Job job) {
    if (failed == null || failed.instance() == null) {
      return null;
    }
    Optional<Duration> waited = waiting.waited(job);
    if (waited.isPresent() && waited.get().compareTo(settings.maxWait()) >= 0) {
      return null;
    }
    String instance = failed.instance();
    return EvolutionCall.of(
        "GET",
        evolution.baseUrl(),
        "instance/connectionState",
        instance,
        null,
        keys.of(instance),
        null);
  }

  /** Whether the answer names a connection that is not open; one that names none is believed up. */
  public boolean isClosed(JsonNode answer) {
    return !answer.path("instance").path("state").asText("open").equals("open");
  }

  /** Puts the job back until its instance is connected; spends no attempt. */
  @Transactional
  public void await(
      @ExchangeProperty("job") Job job, @ExchangeProperty("call") EvolutionCall call) {
    ledger.postpone(job, settings.retryDelay(), call.instance() + " is not connected");
    waiting.await(job, call.instance());
    log.info("{} {} waits for its instance to be connected", job.kind(), job.id());
  }
}
