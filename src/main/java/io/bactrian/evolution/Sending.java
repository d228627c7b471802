package io.bactrian.evolution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.chat.Changes;
import io.bactrian.chat.Jid;
import io.bactrian.job.Job;
import io.bactrian.job.JobLedger;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What happens to a message while it is sent. The start of the call is written down before it is
 * made, so that an interrupted call is known to be ambiguous and is never repeated blindly.
 */
@Component("sending")
public class Sending {

  private final JdbcClient jdbc;
  private final SendCalls calls;
  private final SendPace pace;
  private final SentMessages sent;
  private final SendingSettings settings;
  private final JobLedger ledger;
  private final Changes changes;
  private final ObjectMapper json;
  private final Clock clock;

  public Sending(
      JdbcClient jdbc,
      SendCalls calls,
      SendPace pace,
      SentMessages sent,
      SendingSettings settings,
      JobLedger ledger,
      Changes changes,
      ObjectMapper json,
      Clock clock) {
    this.jdbc = jdbc;
    this.calls = calls;
    this.pace = pace;
    this.sent = sent;
    this.settings = settings;
    this.ledger = ledger;
    this.changes = changes;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Writes down that the call begins, and builds it.
   *
   * @return null if there is nothing to call: the message has left already, its instance's pace
   *     makes it wait, or an earlier call broke off; only then property {@code ambiguous} is true
   */
  @Transactional
  public EvolutionCall begin(@ExchangeProperty("job") Job job, Exchange exchange) {
    OutgoingRow message =
        OutgoingRow.locked(jdbc, job.subject())
            .orElseThrow(() -> new PermanentFailureException("the message is gone"));
    if (message.whatsappId() != null) {
      ledger.done(job);
      return null;
    }
    if (message.started() != null) {
      exchange.setProperty("ambiguous", true);
      return null;
    }
    return attempt(message, job);
  }

  /** The call, if the pace allows it; else null, and the job waits. */
  EvolutionCall attempt(OutgoingRow message, Job job) {
    Instant now = clock.instant();
    Instant slot = pace.slot(message.instance(), message.slot(), now);
    if (slot.isAfter(now)) {
      jdbc.sql(
              """
              update message set send_slot = :slot, send_started_at = null, ambiguous_since = null
              where id = :id""")
          .param("slot", Timestamp.from(slot))
          .param("id", message.id())
          .update();
      ledger.postpone(job, Duration.between(now, slot), "waits for the pace of its instance");
      return null;
    }
    EvolutionCall call = calls.call(message.instance(), message.chat(), request(message));
    jdbc.sql(
            """
            update message set send_started_at = :now, ambiguous_since = null, send_slot = null,
              updated_at = now()
            where id = :id""")
        .param("now", Timestamp.from(now))
        .param("id", message.id())
        .update();
    return call;
  }

  private SendRequest request(OutgoingRow message) {
    try {
      return json.readValue(message.request(), SendRequest.class);
    } catch (JsonProcessingException e) {
      throw new PermanentFailureException("what was to be sent can't be read any more");
    }
  }

  /** The call surely did not send it: it may be repeated. */
  @Transactional
  public void notSent(@ExchangeProperty("job") Job job) {
    if (!ledger.holds(job)) {
      // Its new holder may have begun a call of its own.
      return;
    }
    jdbc.sql("update message set send_started_at = null, ambiguous_since = null where id = :id")
        .param("id", job.subject())
        .update();
  }

  /** The call broke off: the message may have left. Spends no attempt. */
  @Transactional
  public void brokeOff(
      @ExchangeProperty("job") Job job,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
    if (!ledger.holds(job)) {
      return;
    }
    jdbc.sql("update message set ambiguous_since = :now where id = :id")
        .param("now", Timestamp.from(clock.instant()))
        .param("id", job.subject())
        .update();
    ledger.postpone(
        job,
        settings.reconcileInterval(),
        "the call broke off, the message may have left: " + failure.getMessage());
  }

  /**
   * Evolution took it: its answer names WhatsApp's id and the chat's true address.
   *
   * @throws GatewayFailureException if it names none: it is not Evolution's
   */
  @Transactional
  public void sent(JsonNode answer, @ExchangeProperty("job") Job job) {
    JsonNode key = answer.path("key");
    if (key.path("id").asText("").isEmpty()) {
      throw new GatewayFailureException("the answer names no message");
    }
    sent.record(job.subject(), key.path("id").asText(), address(key));
    ledger.done(job);
    changes.messageStatus(job.subject());
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

  /** It can't be sent; the message says why. */
  @Transactional
  public void failed(
      @ExchangeProperty("job") Job job,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
    if (!ledger.holds(job)) {
      return;
    }
    jdbc.sql(
            """
            update message set status = case when status = 'PENDING' then 'FAILED' else status end,
              last_error = :error, updated_at = now()
            where id = :id""")
        .param("error", failure.getMessage())
        .param("id", job.subject())
        .update();
    changes.messageStatus(job.subject());
  }
}
