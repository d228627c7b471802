package io.bactrian.evolution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.chat.Changes;
import io.bactrian.job.Job;
import io.bactrian.job.JobLedger;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
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

  private record Outgoing(
      UUID id, String instance, String chat, String whatsappId, String request, Instant started) {}

  private final JdbcClient jdbc;
  private final SendCalls calls;
  private final SentMessages sent;
  private final JobLedger ledger;
  private final Changes changes;
  private final ObjectMapper json;

  public Sending(
      JdbcClient jdbc,
      SendCalls calls,
      SentMessages sent,
      JobLedger ledger,
      Changes changes,
      ObjectMapper json) {
    this.jdbc = jdbc;
    this.calls = calls;
    this.sent = sent;
    this.ledger = ledger;
    this.changes = changes;
    this.json = json;
  }

  /**
   * Writes down that the call begins, and builds it.
   *
   * @return null if the message has left already
   * @throws AmbiguousSendException if an earlier call was interrupted, Evolution's webhooks do not
   *     tell that it left, and nobody ordered since that it be sent all the same
   */
  @Transactional
  public EvolutionCall begin(@ExchangeProperty("job") Job job) throws JsonProcessingException {
    Outgoing message =
        load(job).orElseThrow(() -> new PermanentFailureException("the message is gone"));
    if (message.whatsappId() != null) {
      return null;
    }
    if (message.started() != null && sent.leftUnnoticed(message.id(), message.started())) {
      changes.messageStatus(message.id());
      return null;
    }
    boolean orderedAnew =
        job.replayedAt() != null
            && message.started() != null
            && job.replayedAt().isAfter(message.started());
    if (message.started() != null && !orderedAnew) {
      throw new AmbiguousSendException(
          "an earlier call was interrupted: the message may have left, so it is not repeated");
    }
    EvolutionCall call =
        calls.call(
            message.instance(),
            message.chat(),
            json.readValue(message.request(), SendRequest.class));
    jdbc.sql("update message set send_started_at = now(), updated_at = now() where id = :id")
        .param("id", message.id())
        .update();
    return call;
  }

  /** The call surely did not send it: it may be repeated. */
  @Transactional
  public void notSent(@ExchangeProperty("job") Job job) {
    jdbc.sql("update message set send_started_at = null where id = :id")
        .param("id", job.subject())
        .update();
  }

  /** Evolution took it: its answer names WhatsApp's id and the chat's true address. */
  @Transactional
  public void sent(JsonNode answer, @ExchangeProperty("job") Job job) {
    JsonNode key = answer.path("key");
    sent.record(job.subject(), key.path("id").asText(null), key.path("remoteJid").asText(null));
    ledger.done(job);
    changes.messageStatus(job.subject());
  }

  /** It can't be sent; the message says why. */
  @Transactional
  public void failed(
      @ExchangeProperty("job") Job job,
      @ExchangeProperty("CamelExceptionCaught") Exception failure) {
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

  private Optional<Outgoing> load(Job job) {
    return jdbc.sql(
            """
            select message.id, instance, chat, whatsapp_id, request, send_started_at
            from message join conversation on conversation.id = conversation_id
            where message.id = :id for update of message""")
        .param("id", job.subject())
        .query(
            (row, n) ->
                new Outgoing(
                    row.getObject("id", UUID.class),
                    row.getString("instance"),
                    row.getString("chat"),
                    row.getString("whatsapp_id"),
                    row.getString("request"),
                    instant(row.getTimestamp("send_started_at"))))
        .optional();
  }

  private static Instant instant(Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
