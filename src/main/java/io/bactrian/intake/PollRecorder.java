package io.bactrian.intake;

import io.bactrian.chat.Incoming;
import io.bactrian.chat.MessageKey;
import io.bactrian.chat.Originals;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Counts the votes of polls. */
@Component
class PollRecorder {

  private final MessageTargets targets;
  private final Originals originals;
  private final Polls polls;
  private final ChangeRecorder changes;

  PollRecorder(MessageTargets targets, Originals originals, Polls polls, ChangeRecorder changes) {
    this.targets = targets;
    this.originals = originals;
    this.polls = polls;
    this.changes = changes;
  }

  /** A poll came: it shows the votes that came before it. */
  void came(String instance, MessageKey key) {
    count(targets.original(instance, key, key.id()));
  }

  /** A poll shows the votes that came one by one; one that has not come is counted when it does. */
  void count(UUID poll) {
    List<String> voted = poll == null ? List.of() : originals.voted(poll);
    if (!voted.isEmpty()) {
      String content = originals.get(poll).content();
      changes.announce(
          poll, originals.votes(poll, polls.counted(content, polls.count(content, voted))));
    }
  }

  /** Counts that were told as a whole; of a poll that has not come they wait with their event. */
  boolean votes(String instance, Incoming.Votes votes, UUID event, List<String> problems) {
    UUID poll = targets.original(instance, votes.key(), votes.key().id());
    if (poll == null) {
      originals.await(instance, votes.key().id(), event);
      problems.add("the poll has not come yet");
      return false;
    }
    String content = polls.counted(originals.get(poll).content(), votes.counts());
    return changes.announce(poll, originals.votes(poll, content));
  }
}
