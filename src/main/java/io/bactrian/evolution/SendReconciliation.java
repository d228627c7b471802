package io.bactrian.evolution;

import io.bactrian.chat.Changes;
import io.bactrian.chat.Conversations;
import io.bactrian.chat.OwnMessages;
import io.bactrian.job.Job;
import io.bactrian.job.JobLedger;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Decides on a message whose call broke off: it left if a webhook or Evolution's own messages have
 * it; it surely did not if Evolution, which keeps messages, does not have it a while later. As long
 * as neither is known it is looked for again, and its chat waits.
 */
@Component("sendReconciliation")
public class SendReconciliation {

  private static final Logger log = LoggerFactory.getLogger(SendReconciliation.class);

  private final JdbcClient jdbc;
  private final Sending sending;
  private final SentMessages sent;
  private final OwnMessages own;
  private final Conversations conversations;
  private final SendingSettings settings;
  private final JobLedger ledger;
  private final Changes changes;
  private final Clock clock;

  public SendReconciliation(
      JdbcClient jdbc,
      Sending sending,
      SentMessages sent,
      OwnMessages own,
      Conversations conversations,
      SendingSettings settings,
      JobLedger ledger,
      Changes changes,
      Clock clock) {
    this.jdbc = jdbc;
    this.sending = sending;
    this.sent = sent;
    this.own = own;
    this.conversations = conversations;
    this.settings = settings;
    this.ledger = ledger;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * Decides by what the search found.
   *
   * @return the call that sends it again; null if the message has left, or is looked for later
   * @throws AmbiguousSendException if the time for it is over and it is not to be sent again
   */
  @Transactional
  public EvolutionCall verdict(
      @ExchangeProperty("job") Job job, @ExchangeProperty("search") SendSearch search) {
    OutgoingRow message = lock(job);
    if (message.whatsappId() != null) {
      ledger.done(job);
      return null;
    }
    if (message.started() == null) {
      return sending.attempt(message, job);
    }
    if (search.whatsappId() != null) {
      return left(job, search.whatsappId(), search.chat());
    }
    boolean settled = isSettled(message);
    List<String> told = told(message, settled);
    if (told.size() == 1) {
      return left(job, told.get(0), null);
    }
    if (!settled) {
      return later(job, message, "is looked for at Evolution");
    }
    if (told.isEmpty() && !search.doubtful() && isProof(message, search)) {
      log.info("message {} did not leave, it is sent again", message.id());
      return sending.attempt(message, job);
    }
    return undecided(job, message, "Evolution does not tell whether it left");
  }

  /** Decides without an answer of Evolution. */
  @Transactional
  public EvolutionCall unanswered(
      @ExchangeProperty("job") Job job,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
    OutgoingRow message = lock(job);
    if (message.whatsappId() != null) {
      ledger.done(job);
      return null;
    }
    if (message.started() == null) {
      return sending.attempt(message, job);
    }
    List<String> told = told(message, isSettled(message));
    return told.size() == 1
        ? left(job, told.get(0), null)
        : undecided(job, message, "Evolution can't be asked: " + failure.getMessage());
  }

  /**
   * What webhooks told of it: the id of a message of its content; else, after a while in which the
   * message itself would have come, the ids of which only updates came.
   */
  private List<String> told(OutgoingRow message, boolean settled) {
    Optional<String> twin = own.twin(message.id(), message.started());
    if (twin.isPresent() || !settled) {
      return twin.stream().toList();
    }
    return own.unknownSince(message.instance(), message.chat(), message.started());
  }

  private boolean isSettled(OutgoingRow message) {
    return !clock.instant().isBefore(ambiguousSince(message).plus(settings.settle()));
  }

  private EvolutionCall left(Job job, String whatsappId, String chat) {
    sent.record(job.subject(), whatsappId, chat);
    ledger.done(job);
    changes.messageStatus(job.subject());
    log.info("message {} had left", job.subject());
    return null;
  }

  private EvolutionCall undecided(Job job, OutgoingRow message, String why) {
    Instant since = ambiguousSince(message);
    if (job.replayedAt() != null && job.replayedAt().isAfter(since)) {
      since = job.replayedAt();
    }
    if (clock.instant().isBefore(since.plus(settings.reconcileFor()))) {
      return later(job, message, why);
    }
    if (settings.unreconciled() == SendingSettings.Unreconciled.resend) {
      log.warn("message {} may have left, it is sent again as configured", message.id());
      return sending.attempt(message, job);
    }
    throw new AmbiguousSendException("the message may have left: " + why);
  }

  private EvolutionCall later(Job job, OutgoingRow message, String why) {
    Instant since = ambiguousSince(message);
    jdbc.sql("update message set ambiguous_since = :since where id = :id")
        .param("since", Timestamp.from(since))
        .param("id", message.id())
        .update();
    Duration settled = Duration.between(clock.instant(), since.plus(settings.settle()));
    boolean sooner =
        settled.compareTo(Duration.ZERO) > 0 && settled.compareTo(settings.reconcileInterval()) < 0;
    ledger.postpone(
        job, sooner ? settled : settings.reconcileInterval(), "the message may have left: " + why);
    return null;
  }

  /** A call that a crash broke off is found so only now. */
  private Instant ambiguousSince(OutgoingRow message) {
    return message.ambiguousSince() == null ? clock.instant() : message.ambiguousSince();
  }

  /** Not having it proves something only of an Evolution that has others we know of. */
  private boolean isProof(OutgoingRow message, SendSearch search) {
    return search.keeps()
        || jdbc.sql(
                """
                select not exists (select 1 from message
                  join conversation on conversation.id = conversation_id
                  where instance = :instance and whatsapp_id is not null and sent_at > :since)""")
            .param("instance", message.instance())
            .param("since", Timestamp.from(message.started().minus(settings.evidence())))
            .query(Boolean.class)
            .single();
  }

  /** The chat before the message, as webhooks lock them. */
  private OutgoingRow lock(Job job) {
    OutgoingRow.read(jdbc, job.subject())
        .ifPresent(message -> conversations.findLocked(message.instance(), message.chat(), null));
    return OutgoingRow.locked(jdbc, job.subject())
        .orElseThrow(() -> new PermanentFailureException("the message is gone"));
  }
}
