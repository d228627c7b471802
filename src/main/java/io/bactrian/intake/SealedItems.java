package io.bactrian.intake;

import io.bactrian.chat.Incoming;
import io.bactrian.chat.MessageChange;
import io.bactrian.chat.Originals;
import io.bactrian.chat.SecretKind;
import io.bactrian.decode.NotUnderstoodException;
import io.bactrian.decode.SecretContent;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Records what is encrypted with the secret of the message that it belongs to. */
@Component
class SealedItems {

  private final MessageTargets targets;
  private final Originals originals;
  private final SealedRecorder sealed;
  private final MessageRecorder messageRecorder;
  private final ChangeRecorder changeRecorder;
  private final PollRecorder polls;
  private final Clock clock;

  SealedItems(
      MessageTargets targets,
      Originals originals,
      SealedRecorder sealed,
      MessageRecorder messageRecorder,
      ChangeRecorder changeRecorder,
      PollRecorder polls,
      Clock clock) {
    this.targets = targets;
    this.originals = originals;
    this.sealed = sealed;
    this.messageRecorder = messageRecorder;
    this.changeRecorder = changeRecorder;
    this.polls = polls;
    this.clock = clock;
  }

  /** What can't be opened is kept with the event, and tried again if what is missing comes. */
  boolean record(String instance, Incoming.Sealed said, UUID event, List<String> problems) {
    Incoming.Message message = said.message();
    try {
      UUID target = targets.original(instance, message.key(), message.quotedId());
      SealedRecorder.Opened opened;
      if (target != null) {
        opened = sealed.open(said, originals.get(target));
      } else if (said.told() != null) {
        opened = new SealedRecorder.Opened(said.told(), null);
      } else {
        throw new NotUnderstoodException("the message that it belongs to has not come yet");
      }
      if (!said.kind().edits()) {
        String content =
            said.kind() == SecretKind.REACTION
                ? SecretContent.reaction(message.quotedId(), opened.text())
                : null;
        boolean recorded = messageRecorder.record(instance, message.saying(opened.text(), content));
        if (recorded && said.kind() == SecretKind.VOTE) {
          polls.count(target);
        }
        return recorded;
      }
      Instant at =
          Stream.of(opened.at(), message.timestamp())
              .filter(Objects::nonNull)
              .findFirst()
              .orElseGet(clock::instant);
      MessageChange change =
          new MessageChange(message.quotedId(), said.actor(), false, opened.text(), at);
      return changeRecorder.apply(instance, target, message.key(), change, event, problems);
    } catch (NotUnderstoodException e) {
      originals.await(instance, message.quotedId(), event);
      problems.add(e.getMessage());
      return false;
    }
  }
}
