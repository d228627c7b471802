package io.bactrian.profile;

import io.bactrian.chat.Conversations;
import io.bactrian.chat.Jid;
import io.bactrian.chat.ProfileChecks;
import io.bactrian.job.JobLedger;
import io.bactrian.job.Kinds;
import io.bactrian.job.Parked;
import io.bactrian.job.WaitingJobs;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Asks for the pictures of people and for groups. However many ask for the same, the ledger has one
 * open job of it, so that Evolution is asked once.
 */
@Component("profileRequests")
public class ProfileRequests {

  private final ProfileChecks checks;
  private final JobLedger ledger;
  private final Parked parked;
  private final WaitingJobs waitingJobs;
  private final ProfileSettings settings;
  private final Clock clock;

  public ProfileRequests(
      ProfileChecks checks,
      JobLedger ledger,
      Parked parked,
      WaitingJobs waitingJobs,
      ProfileSettings settings,
      Clock clock) {
    this.checks = checks;
    this.ledger = ledger;
    this.parked = parked;
    this.waitingJobs = waitingJobs;
    this.settings = settings;
    this.clock = clock;
  }

  /** Asks for a conversation that was never answered for, or not for long. */
  public void seen(Conversations.Found conversation) {
    Instant checked = conversation.profileCheckedAt();
    Instant stale = stale();
    if ((checked == null || checked.isBefore(stale))
        && checks.isUnanswered(conversation.id(), stale)) {
      ask(conversation.id(), conversation.chat());
    }
  }

  /** Asks for a conversation that has changed: at once, whatever the schedule says. */
  public void changed(Conversations.Found conversation) {
    checks.changed(conversation.id());
    ask(conversation.id(), conversation.chat());
    kind(conversation.chat()).ifPresent(kind -> waitingJobs.hasten(kind, conversation.id()));
  }

  /** Opens jobs for those whose gap is over. */
  @Transactional
  public void due() {
    for (ProfileChecks.Due due : checks.take(settings.batch())) {
      ask(due.id(), due.chat());
    }
  }

  private void ask(UUID conversation, String chat) {
    kind(chat)
        .filter(kind -> ledger.open(kind, conversation, null).isEmpty())
        .ifPresent(kind -> parked.replayOld(kind, conversation, stale()));
  }

  private Instant stale() {
    return clock.instant().minus(settings.staleAfter());
  }

  private static Optional<String> kind(String chat) {
    if (Jid.isGroup(chat)) {
      return Optional.of(Kinds.FETCH_GROUP_INFO);
    }
    return Jid.isPerson(chat) ? Optional.of(Kinds.FETCH_PROFILE_PIC) : Optional.empty();
  }
}
