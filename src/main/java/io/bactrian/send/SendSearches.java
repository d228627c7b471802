package io.bactrian.send;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.chat.Conversations;
import io.bactrian.chat.Jid;
import io.bactrian.evolution.EvolutionCall;
import io.bactrian.evolution.EvolutionRequests;
import io.bactrian.failure.PermanentFailureException;
import io.bactrian.failure.TransientFailureException;
import io.bactrian.flow.ExchangeState;
import io.bactrian.job.Job;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks for a message of ours among those Evolution keeps, newest first, page by page. */
@Component("sendSearches")
public class SendSearches {

  /** Written on a phone, so not by a call of ours. */
  public static final Set<String> PHONES = Set.of("android", "ios");

  private final JdbcClient jdbc;
  private final EvolutionRequests evolution;
  private final SendingSettings settings;
  private final Conversations conversations;
  private final SentMessages sent;
  private final ObjectMapper json;
  private final Clock clock;

  public SendSearches(
      JdbcClient jdbc,
      EvolutionRequests evolution,
      SendingSettings settings,
      Conversations conversations,
      SentMessages sent,
      ObjectMapper json,
      Clock clock) {
    this.jdbc = jdbc;
    this.evolution = evolution;
    this.settings = settings;
    this.conversations = conversations;
    this.sent = sent;
    this.json = json;
    this.clock = clock;
  }

  /** The call for the search's next page, over all chats: ours may have another address there. */
  public EvolutionCall call(
      @ExchangeProperty(ExchangeState.JOB) Job job,
      @ExchangeProperty(ExchangeState.SEARCH) SendSearch search) {
    OutgoingRow message = message(job);
    ObjectNode body = json.createObjectNode();
    ObjectNode where = body.putObject("where");
    if (message.sendId() != null) {
      where.putObject("key").put("id", message.sendId());
    } else {
      time(where, message);
    }
    body.put("page", search.page());
    body.put("offset", settings.pageSize());
    return evolution.post("chat/findMessages", message.instance(), body);
  }

  private void time(ObjectNode where, OutgoingRow message) {
    ObjectNode time = where.putObject("messageTimestamp");
    time.put("gte", started(message).minus(settings.evidence()).toString());
    time.put("lte", clock.instant().plus(settings.evidence()).toString());
  }

  /** The search after a page could not be had; webhooks and the time left decide then. */
  public SendSearch unanswered(
      @ExchangeProperty(ExchangeState.SEARCH) SendSearch search,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
    return search.unanswered(String.valueOf(failure.getMessage()));
  }

  /**
   * The search after a page of Evolution's answer.
   *
   * @throws TransientFailureException if it lists no messages at all, not even none
   */
  public SendSearch read(
      JsonNode answer,
      @ExchangeProperty(ExchangeState.JOB) Job job,
      @ExchangeProperty(ExchangeState.SEARCH) SendSearch search) {
    OutgoingRow message = message(job);
    Instant earliest = started(message).minus(settings.clockSkew()).minusSeconds(1);
    Instant over = message.busyUntil() == null ? started(message) : message.busyUntil();
    Instant latest = over.plus(settings.reconcileFor());
    JsonNode records = answer.path("messages").path("records");
    if (!records.isArray()) {
      throw new TransientFailureException("the answer lists no messages");
    }
    if (message.sendId() != null) {
      return byId(records, message, search);
    }
    SendSearch after = search;
    boolean last = search.page() >= answer.path("messages").path("pages").asInt(1);
    for (JsonNode record : records) {
      Instant at = Instant.ofEpochSecond(record.path("messageTimestamp").asLong());
      last |= at.isBefore(earliest);
      if (at.isBefore(earliest) || at.isAfter(latest) || !mayBe(record, message)) {
        continue;
      }
      JsonNode key = record.path("key");
      String chat = SentMessages.address(key);
      if (chat == null && !Jid.isLid(message.chat())) {
        chat = phone(message.instance(), key.path("remoteJid").asText());
      }
      if (chat == null && !message.chat().equals(key.path("remoteJid").asText())) {
        after = after.doubt();
      } else if (chat == null || SentContent.sameChat(chat, message.chat())) {
        return after.found(key.path("id").asText(), chat);
      }
    }
    return after.read(!records.isEmpty(), last || records.isEmpty());
  }

  /** Under the id that its call brought it is itself, whatever it says and wherever it is. */
  private static SendSearch byId(JsonNode records, OutgoingRow message, SendSearch search) {
    for (JsonNode record : records) {
      if (record.at("/key/id").asText().equals(message.sendId())) {
        return search.found(message.sendId(), SentMessages.address(record.path("key")));
      }
    }
    return search.read(false, true);
  }

  /** Of our content, sent by our account, and not known as another message of ours. */
  private boolean mayBe(JsonNode record, OutgoingRow message) {
    JsonNode key = record.path("key");
    return key.path("fromMe").asBoolean()
        && !PHONES.contains(record.path("source").asText(""))
        && SentContent.of(record.path("message")).isOf(message)
        && !sent.isAnothers(key.path("id").asText(), message.id());
  }

  private String phone(String instance, String lid) {
    String canonical = conversations.canonical(instance, lid, null);
    return Jid.isLid(canonical) ? null : canonical;
  }

  private OutgoingRow message(Job job) {
    return OutgoingRow.read(jdbc, job.subject())
        .orElseThrow(() -> new PermanentFailureException("the message is gone"));
  }

  /** Somebody else may have settled it meanwhile; what is found then is not needed any more. */
  private Instant started(OutgoingRow message) {
    return message.started() == null ? clock.instant() : message.started();
  }
}
