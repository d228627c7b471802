package io.bactrian.send;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.chat.Changes;
import io.bactrian.chat.Jid;
import io.bactrian.chat.OutgoingMessageRepository;
import io.bactrian.evolution.EvolutionCall;
import io.bactrian.evolution.UnknownOutcomeException;
import io.bactrian.failure.FailureKind;
import io.bactrian.failure.Failures;
import io.bactrian.failure.PermanentFailureException;
import io.bactrian.flow.ExchangeState;
import io.bactrian.job.FailedWork;
import io.bactrian.job.Job;
import io.bactrian.job.JobGivenUp;
import io.bactrian.job.JobLedger;
import io.bactrian.job.Kinds;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What happens to a message while it is sent. The start of the call is written down before it is
 * made, so that an interrupted call is known to be ambiguous and is never repeated blindly.
 */
@Component("sending")
public class Sending implements FailedWork {

  private final JdbcClient jdbc;
  private final OutgoingMessageRepository messages;
  private final TransactionOperations transaction;
  private final SendCalls calls;
  private final SendPace pace;
  private final SentMessages sent;
  private final SendingSettings settings;
  private final JobLedger ledger;
  private final Changes changes;
  private final ObjectMapper json;
  private final Clock clock;
  private final Duration responseTimeout;

  public Sending(
      JdbcClient jdbc,
      OutgoingMessageRepository messages,
      TransactionOperations transaction,
      SendCalls calls,
      SendPace pace,
      SentMessages sent,
      SendingSettings settings,
      JobLedger ledger,
      Changes changes,
      ObjectMapper json,
      Clock clock,
      @Value("${bactrian.evolution.response-timeout-ms}") long responseTimeout) {
    this.jdbc = jdbc;
    this.messages = messages;
    this.transaction = transaction;
    this.calls = calls;
    this.pace = pace;
    this.sent = sent;
    this.settings = settings;
    this.ledger = ledger;
    this.changes = changes;
    this.json = json;
    this.clock = clock;
    this.responseTimeout = Duration.ofMillis(responseTimeout);
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
    return mayLeave(message, job) ? message : null;
  }

  /** Whether the pace allows it now; else the job waits. Belongs into the caller's transaction. */
  boolean mayLeave(OutgoingRow message, Job job) {
    Duration wait = pace.untilSlot(message.id(), message.instance());
    if (wait.compareTo(Duration.ZERO) <= 0) {
      return true;
    }
    ledger.postpone(job, wait, "waits for the pace of its instance");
    return false;
  }

  /**
   * Builds the call of a message that may leave, and writes down that it begins. Outside of a
   * transaction: media are read from object storage, which may take its time, and until the call
   * really begins what is known of an earlier one holds.
   *
   * @return null if somebody else has settled or begun it meanwhile
   */
  EvolutionCall call(OutgoingRow message, Job job, Exchange exchange) {
    SendRequest request = request(message);
    String id = calls.takesId(message.instance(), request) ? message.ownId() : null;
    EvolutionCall call = calls.call(message.instance(), message.chat(), request, id, exchange);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    boolean begun =
        Boolean.TRUE.equals(
            transaction.execute(
                status -> {
                  boolean mine = start(message, job, call, id, now);
                  if (!mine) {
                    status.setRollbackOnly();
                  }
                  return mine;
                }));
    if (!begun) {
      ledger.postpone(job, settings.reconcileInterval(), "was settled meanwhile");
      return null;
    }
    exchange.setProperty(ExchangeState.SEND, new BegunSend(message.instance(), now, id));
    return call;
  }

  /**
   * Whether its last call brought an id, under which it is one message however often it is sent.
   */
  boolean isRepeatable(OutgoingRow message) {
    return message.sendId() != null && calls.surelyTakesId(message.instance(), request(message));
  }

  private boolean start(OutgoingRow message, Job job, EvolutionCall call, String id, Instant now) {
    Instant busy = now.plus(call.hold()).plus(responseTimeout);
    boolean begun = messages.begin(message.id(), id, now, busy, message.started());
    return begun && (message.started() == null ? ledger.holds(job) : ledger.spend(job));
  }

  private SendRequest request(OutgoingRow message) {
    try {
      return json.readValue(message.request(), SendRequest.class);
    } catch (JsonProcessingException e) {
      throw new PermanentFailureException("what was to be sent can't be read any more");
    }
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
                  sent.record(job.subject(), key.path("id").asText(), address(key));
                  ledger.done(job);
                  return null;
                }));
  }

  /** The chat's address in a key, or null where it is hidden behind a LID. */
  static String address(JsonNode key) {
    for (String name : new String[] {"remoteJid", "remoteJidAlt"}) {
      String jid = key.path(name).asText("");
      if (!jid.isEmpty() && !Jid.isLid(jid)) {
        return jid;
      }
    }
    return null;
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
