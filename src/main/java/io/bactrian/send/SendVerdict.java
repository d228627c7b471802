package io.bactrian.send;

import io.bactrian.chat.Jid;
import io.bactrian.chat.OutgoingMessageRepository;
import io.bactrian.failure.PermanentFailureException;
import io.bactrian.job.Job;
import io.bactrian.job.JobLedger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Decides on a message whose call broke off: it left if a webhook or Evolution's own messages have
 * it; it surely did not if Evolution, which keeps messages, does not have it a while after it can
 * have been at the call. As long as neither is known it is looked for again, and its chat waits.
 */
@Component
class SendVerdict {

  private static final Logger log = LoggerFactory.getLogger(SendVerdict.class);

  private final OutgoingMessageRepository messages;
  private final SendPace pace;
  private final SentMessages sent;
  private final SendEvidence evidence;
  private final JobLedger ledger;
  private final SendingSettings settings;
  private final Clock clock;

  SendVerdict(
      OutgoingMessageRepository messages,
      SendPace pace,
      SentMessages sent,
      SendEvidence evidence,
      JobLedger ledger,
      SendingSettings settings,
      Clock clock) {
    this.messages = messages;
    this.pace = pace;
    this.sent = sent;
    this.evidence = evidence;
    this.ledger = ledger;
    this.settings = settings;
    this.clock = clock;
  }

  /** The message if it is to be sent, else null. */
  @Transactional
  public OutgoingRow decide(Job job, SendSearch search) {
    Optional<String> heard = evidence.heardIn(job.subject());
    OutgoingRow message = sent.lock(job.subject(), heard.orElse(search.chat()));
    if (message.whatsappId() != null) {
      ledger.done(job);
      return null;
    }
    if (message.started() == null) {
      return pace.mayLeave(message, job) ? message : null;
    }
    if (search.whatsappId() != null) {
      return sent.isAnothers(search.whatsappId(), message.id())
          ? later(job, message, "what was found turned out to be another")
          : left(job, search.whatsappId(), search.chat());
    }
    if (message.sendId() != null && heard.isPresent()) {
      return left(job, message.sendId(), person(heard.get()));
    }
    if (evidence.isRepeatable(message) && !ledger.exhausted(job)) {
      return again(job, message);
    }
    boolean settled = !clock.instant().isBefore(overSince(message).plus(settings.settle()));
    List<String> told = evidence.told(message, search, settled);
    if (told.size() == 1) {
      return left(job, told.get(0), null);
    }
    if (search.unanswered() != null) {
      return undecided(job, message, "Evolution can't be asked: " + search.unanswered());
    }
    if (!settled) {
      return later(job, message, "is looked for at Evolution");
    }
    if (message.sendId() != null) {
      return undecided(job, message, "Evolution does not have it");
    }
    // Not having it proves something only of an Evolution that has others, and could store it.
    if (told.isEmpty() && search.keeps() && !search.doubtful() && !message.unstored()) {
      return again(job, message);
    }
    return undecided(job, message, "Evolution does not tell whether it left");
  }

  private OutgoingRow again(Job job, OutgoingRow message) {
    if (ledger.exhausted(job)) {
      throw new PermanentFailureException("its calls break off, and it does not leave");
    }
    if (!pace.mayLeave(message, job)) {
      return null;
    }
    log.info("message {} did not leave, it is sent again", message.id());
    return message;
  }

  private OutgoingRow left(Job job, String whatsappId, String chat) {
    sent.record(job.subject(), whatsappId, chat);
    ledger.done(job);
    log.info("message {} had left", job.subject());
    return null;
  }

  private OutgoingRow undecided(Job job, OutgoingRow message, String why) {
    Instant since = overSince(message);
    if (job.replayedAt() != null && job.replayedAt().isAfter(since)) {
      since = job.replayedAt();
    }
    if (clock.instant().isBefore(since.plus(settings.reconcileFor()))) {
      return later(job, message, why);
    }
    boolean resend = settings.unreconciled() == SendingSettings.Unreconciled.resend;
    if (!resend || message.resent() || ledger.exhausted(job)) {
      throw new AmbiguousSendException("the message may have left: " + why);
    }
    if (!pace.mayLeave(message, job)) {
      return null;
    }
    messages.resent(message.id());
    log.warn("message {} may have left, it is sent again as configured", message.id());
    return message;
  }

  private OutgoingRow later(Job job, OutgoingRow message, String why) {
    messages.ambiguous(message.id(), ambiguousSince(message));
    Duration settled =
        Duration.between(clock.instant(), overSince(message).plus(settings.settle()));
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

  /** Since when nobody is at the call any more, at neither end. */
  private Instant overSince(OutgoingRow message) {
    Instant here = ambiguousSince(message);
    return here.isAfter(message.busyUntil()) ? here : message.busyUntil();
  }

  /** Null where it is hidden behind a LID. */
  private static String person(String chat) {
    return Jid.isLid(chat) ? null : chat;
  }
}
