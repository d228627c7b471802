package io.bactrian.media;

import io.bactrian.chat.Attachment;
import io.bactrian.failure.Failures;
import io.bactrian.failure.InfrastructureFailureException;
import io.bactrian.failure.RungDeadException;
import io.bactrian.job.Correlation;
import io.bactrian.job.Job;
import io.bactrian.storage.ObjectState;
import io.bactrian.storage.StoredObjects;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Keeps the state of a climb: property {@code rung} is the rung to be tried, and is gone when the
 * climb is over; property {@code outcome} is then obtained, later, interrupted, lost or nothing.
 */
@Component("mediaLadder")
public class MediaLadder {

  private static final Logger log = LoggerFactory.getLogger(MediaLadder.class);

  private final MediaBook book;
  private final StoredObjects objects;
  private final MediaExpiry expiry;
  private final RungMeter meter;
  private final Clock clock;

  public MediaLadder(
      MediaBook book, StoredObjects objects, MediaExpiry expiry, RungMeter meter, Clock clock) {
    this.book = book;
    this.objects = objects;
    this.expiry = expiry;
    this.meter = meter;
    this.clock = clock;
  }

  /**
   * Begins a climb. Rungs found dead for good are left out, unless the attachment was parked: a
   * replay begins again. Rungs whose link has expired come last: their link may still work when our
   * clock is wrong, and nothing is lost by asking before giving up.
   *
   * @param ladder wire names of the rungs in their order, comma separated
   */
  public void open(
      @ExchangeProperty("job") Job job,
      @ExchangeProperty("ladder") String ladder,
      Exchange exchange) {
    MediaBook.Entry entry = book.load(job.subject()).orElse(null);
    if (entry == null || entry.attachment().status() == Attachment.Status.STORED) {
      // Merged into another message, or stored by an earlier delivery that could not say so.
      exchange.setProperty("outcome", "nothing");
      return;
    }
    Attachment attachment = entry.attachment();
    if (job.attempts() == 0 && attachment.isDamaged() && isWhole(attachment)) {
      book.foundIntact(job);
      exchange.setProperty("outcome", "nothing");
      return;
    }
    Set<Rung> dead =
        attachment.status() == Attachment.Status.PARKED
            ? EnumSet.noneOf(Rung.class)
            : rungs(attachment.deadRungs());
    List<Rung> order = order(rungs(ladder), dead, attachment);
    MediaAttempt attempt = new MediaAttempt(attachment, entry.origin(), order, dead);
    exchange.setProperty("attempt", attempt);
    Correlation.put(exchange, Correlation.MESSAGE, attachment.messageId());
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange completed) {
                if (attempt.file() != null) {
                  attempt.file().close();
                }
              }
            });
    next(attempt, exchange);
  }

  /** Whether a media that was found damaged has been put back, or was misread. */
  private boolean isWhole(Attachment attachment) {
    return objects.compare(attachment.objectKey(), attachment.size(), attachment.sha256())
        == ObjectState.INTACT;
  }

  /** The rung gave the media (the body). */
  public void obtained(
      MediaFile media, @ExchangeProperty("attempt") MediaAttempt attempt, Exchange exchange) {
    meter.obtained(attempt.rung(), media.size());
    attempt.obtained(media);
    next(attempt, exchange);
  }

  /** The rung gives nothing: for good, or until it is asked again on the schedule. */
  public void dead(
      @ExchangeProperty("attempt") MediaAttempt attempt,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) RungDeadException failure,
      Exchange exchange) {
    meter.count(attempt.rung(), "dead");
    attempt.dead(failure.getMessage(), failure.isForGood());
    next(attempt, exchange);
  }

  /** The rung gave nothing now. */
  public void unavailable(
      @ExchangeProperty("attempt") MediaAttempt attempt,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) SourceUnavailableException failure,
      Exchange exchange) {
    meter.count(attempt.rung(), "unavailable");
    attempt.unavailable(failure);
    next(attempt, exchange);
  }

  /**
   * An infrastructure failure ends the climb; it is no rung's fault. An unforeseen failure counts
   * as a failure of this rung alone, so that the others are tried and the job ends some day.
   */
  public void interrupted(
      @ExchangeProperty("attempt") MediaAttempt attempt,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure,
      Exchange exchange) {
    if (!Failures.isInfrastructure(failure)) {
      log.warn("rung {} failed unexpectedly", attempt.rung(), failure);
      meter.count(attempt.rung(), "unavailable");
      attempt.failed(failure.getClass().getSimpleName());
      next(attempt, exchange);
      return;
    }
    meter.count(attempt.rung(), "interrupted");
    exchange.removeProperty("rung");
    exchange.setProperty("outcome", "interrupted");
  }

  private void next(MediaAttempt attempt, Exchange exchange) {
    Rung rung = attempt.rung();
    if (rung != null) {
      exchange.setProperty("rung", rung.wireName());
      return;
    }
    exchange.removeProperty("rung");
    exchange.setProperty("outcome", outcome(attempt));
  }

  private String outcome(MediaAttempt attempt) {
    if (attempt.file() != null) {
      return "obtained";
    }
    return attempt.hasHope(clock.instant()) ? "later" : "lost";
  }

  private List<Rung> order(Collection<Rung> ladder, Set<Rung> dead, Attachment attachment) {
    Instant now = clock.instant();
    List<Rung> fresh = new ArrayList<>();
    List<Rung> expired = new ArrayList<>();
    for (Rung rung : ladder) {
      if (dead.contains(rung) || !given(rung, attachment)) {
        continue;
      }
      boolean late =
          expiry.expired(
              rung, attachment.url(), attachment.directPath(), attachment.mediaUrl(), now);
      (late ? expired : fresh).add(rung);
    }
    fresh.addAll(expired);
    return fresh;
  }

  private static boolean given(Rung rung, Attachment attachment) {
    return switch (rung) {
      case BASE64 -> attachment.inlineKey() != null;
      case MEDIA_URL -> attachment.mediaUrl() != null;
      case URL -> attachment.url() != null;
      case DIRECT_PATH -> attachment.directPath() != null;
      case GET_BASE64 -> attachment.evolutionMessage() != null;
    };
  }

  private static Set<Rung> rungs(String names) {
    Set<Rung> rungs = new LinkedHashSet<>();
    try {
      Arrays.stream((names == null ? "" : names).split(","))
          .map(String::trim)
          .filter(name -> !name.isEmpty())
          .map(Rung::of)
          .forEach(rungs::add);
    } catch (IllegalArgumentException e) {
      // Written by a newer version: this copy is the one that is to go.
      throw new InfrastructureFailureException(e.getMessage(), e);
    }
    return rungs;
  }
}
