package io.bactrian.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.chat.AttachmentKind;
import io.bactrian.evolution.EvolutionCall;
import io.bactrian.evolution.EvolutionRequests;
import io.bactrian.failure.TransientFailureException;
import io.bactrian.flow.ExchangeState;
import io.bactrian.job.FailedWork;
import io.bactrian.job.Job;
import io.bactrian.job.JobGivenUp;
import io.bactrian.job.JobLedger;
import io.bactrian.job.Kinds;
import io.bactrian.send.SendSearches;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Goes through Evolution's {@code findMessages} page by page. The page is on the row: whoever takes
 * the job up after a crash goes on where the other was.
 */
@Component("reconciliationPages")
public class ReconciliationPages implements FailedWork {

  private static final Logger log = LoggerFactory.getLogger(ReconciliationPages.class);

  private static final List<String> MEDIA =
      Stream.of(AttachmentKind.values()).map(kind -> kind.name()).toList();

  private record Range(String instance, Instant since, Instant until, int page) {}

  private final JdbcClient jdbc;
  private final EvolutionRequests evolution;
  private final ReconciliationSettings settings;
  private final JobLedger ledger;
  private final ObjectMapper json;
  private final MeterRegistry meters;

  public ReconciliationPages(
      JdbcClient jdbc,
      EvolutionRequests evolution,
      ReconciliationSettings settings,
      JobLedger ledger,
      ObjectMapper json,
      MeterRegistry meters) {
    this.jdbc = jdbc;
    this.evolution = evolution;
    this.settings = settings;
    this.ledger = ledger;
    this.json = json;
    this.meters = meters;
    count(0, 0, 0);
  }

  /** A page not read yet, so that the loop begins; null without a job. */
  public ReconciliationPage first(@ExchangeProperty(ExchangeState.JOB) Job job) {
    return job == null ? null : new ReconciliationPage(0, 0);
  }

  /** The call for the page that is next. */
  public EvolutionCall call(@ExchangeProperty(ExchangeState.JOB) Job job) {
    Range range = range(job);
    ObjectNode body = json.createObjectNode();
    ObjectNode time = body.putObject("where").putObject("messageTimestamp");
    time.put("gte", range.since().truncatedTo(ChronoUnit.SECONDS).toString());
    time.put("lte", range.until().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1).toString());
    body.put("page", range.page());
    body.put("offset", settings.pageSize());
    return evolution.post("chat/findMessages", range.instance(), body);
  }

  /**
   * The webhooks that would have brought the page's messages we do not know. Leaves property {@code
   * page}.
   *
   * @throws TransientFailureException if it lists no messages at all, not even none: a proxy's
   *     page, for one, is no proof that nothing is missing
   */
  public List<String> missing(
      JsonNode answer, @ExchangeProperty(ExchangeState.JOB) Job job, Exchange exchange) {
    Range range = range(job);
    JsonNode messages = answer.path("messages");
    if (!messages.path("records").isArray()) {
      throw new TransientFailureException("the answer lists no messages");
    }
    List<String> webhooks = new ArrayList<>();
    for (JsonNode message : messages.path("records")) {
      if (!isKnown(range.instance(), message.path("key"))) {
        ObjectNode webhook = json.createObjectNode();
        webhook.put("event", event(message));
        webhook.put("instance", range.instance());
        webhook.set("data", message);
        webhooks.add(webhook.toString());
      }
    }
    exchange.setProperty(
        ExchangeState.PAGE,
        new ReconciliationPage(messages.path("records").size(), messages.path("pages").asInt(1)));
    return webhooks;
  }

  /** By which event Evolution tells of such a message. */
  private static String event(JsonNode message) {
    boolean byApi =
        message.at("/key/fromMe").asBoolean()
            && !SendSearches.PHONES.contains(message.path("source").asText(""));
    return byApi ? "send.message" : "messages.upsert";
  }

  /**
   * Notes a page as done; removes property {@code page} after the last one, and where the job has
   * another holder by now.
   */
  @Transactional
  public void pageDone(
      List<String> missing,
      @ExchangeProperty(ExchangeState.JOB) Job job,
      @ExchangeProperty(ExchangeState.PAGE) ReconciliationPage read,
      Exchange exchange) {
    if (!ledger.holds(job)) {
      // Else the page would be counted twice, and the next one left out.
      exchange.removeProperty(ExchangeState.PAGE);
      return;
    }
    int page =
        jdbc.sql(
                """
                update reconciliation set page = page + 1, pages = :pages, seen = seen + :found,
                  missing = missing + :missing, updated_at = now()
                where id = :id returning page""")
            .param("pages", read.pages())
            .param("found", read.found())
            .param("missing", missing.size())
            .param("id", job.subject())
            .query(Integer.class)
            .single();
    count(1, read.found(), missing.size());
    if (read.found() > 0 && page <= read.pages()) {
      return;
    }
    exchange.removeProperty(ExchangeState.PAGE);
    jdbc.sql("update reconciliation set state = 'done', updated_at = now() where id = :id")
        .param("id", job.subject())
        .update();
    ledger.done(job);
    log.info("reconciliation {} done", job.subject());
  }

  @Override
  public String kind() {
    return Kinds.RECONCILE_MESSAGES;
  }

  /** It goes on from its page. */
  @Override
  @Transactional
  public void retry(Job job, String reason) {
    ledger.retry(job, reason);
  }

  /** It is given up; the next silence is asked for from where this one began. */
  @Override
  @Transactional
  public void giveUp(Job job, String reason) {
    // Together, or a request in between would find neither a job nor one to put back.
    if (ledger.park(job, reason)) {
      failed(job.subject(), reason);
    }
  }

  /** Copies died over it. */
  @EventListener
  @Transactional
  public void givenUp(JobGivenUp job) {
    if (job.kind().equals(Kinds.RECONCILE_MESSAGES)) {
      failed(job.subject(), job.reason());
    }
  }

  private void failed(UUID reconciliation, String reason) {
    jdbc.sql(
            """
            update reconciliation set state = 'failed', last_error = :error, updated_at = now()
            where id = :id""")
        .param("error", reason)
        .param("id", reconciliation)
        .update();
  }

  private void count(int pages, int seen, int missing) {
    meters.counter("bactrian.reconciliation.pages").increment(pages);
    meters.counter("bactrian.reconciliation.messages", "result", "seen").increment(seen);
    meters.counter("bactrian.reconciliation.messages", "result", "missing").increment(missing);
  }

  /**
   * In its chat: the same id in another chat is another message. One that has not got its content
   * or its media yet is not known. The intake knows the rest.
   */
  private boolean isKnown(String instance, JsonNode key) {
    return jdbc.sql(
            """
            select exists (select 1 from message
              join conversation on conversation.id = conversation_id
              where whatsapp_id = :whatsappId and instance = :instance
                and chat in (:chat, :alternative)
                and kind <> 'placeholder'
                and (kind not in (:media) or exists (
                  select 1 from attachment where message_id = message.id)))""")
        .param("media", MEDIA)
        .param("whatsappId", key.path("id").asText())
        .param("instance", instance)
        .param("chat", key.path("remoteJid").asText())
        .param("alternative", key.path("remoteJidAlt").asText())
        .query(Boolean.class)
        .single();
  }

  private Range range(Job job) {
    return jdbc.sql("select instance, since, until, page from reconciliation where id = :id")
        .param("id", job.subject())
        .query(
            (row, n) ->
                new Range(
                    row.getString("instance"),
                    instant(row.getTimestamp("since")),
                    instant(row.getTimestamp("until")),
                    row.getInt("page")))
        .single();
  }

  private static Instant instant(Timestamp timestamp) {
    return timestamp.toInstant();
  }
}
