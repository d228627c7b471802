package io.bactrian.intake;

import io.bactrian.chat.Conversations;
import io.bactrian.chat.Incoming;
import io.bactrian.decode.Decoded;
import io.bactrian.profile.ProfileRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Records what an event says, item by item, in the caller's transaction. */
@Component
class ItemRecorder {

  /**
   * What came of an event.
   *
   * @param news whether any of it was
   * @param problems why parts of it could not be read, or are not allowed
   */
  record Recorded(boolean news, List<String> problems) {}

  private final Conversations conversations;
  private final MessageRecorder messages;
  private final ChangeRecorder changes;
  private final SealedItems sealed;
  private final PollRecorder polls;
  private final ConnectionRecorder connections;
  private final ProfileRecorder profiles;

  ItemRecorder(
      Conversations conversations,
      MessageRecorder messages,
      ChangeRecorder changes,
      SealedItems sealed,
      PollRecorder polls,
      ConnectionRecorder connections,
      ProfileRecorder profiles) {
    this.conversations = conversations;
    this.messages = messages;
    this.changes = changes;
    this.sealed = sealed;
    this.polls = polls;
    this.connections = connections;
    this.profiles = profiles;
  }

  /**
   * Records all items.
   *
   * @param event what brought them
   */
  Recorded record(UUID event, Decoded decoded) {
    String instance = decoded.instance();
    EventNames names = EventNames.of(decoded.items());
    conversations.begin(instance, names.aliases(), names.names());
    List<String> problems = new ArrayList<>(decoded.problems());
    boolean news = false;
    for (Incoming item : decoded.items()) {
      news |= record(item, decoded, event, problems);
    }
    return new Recorded(news, problems);
  }

  private boolean record(Incoming item, Decoded decoded, UUID event, List<String> problems) {
    String instance = decoded.instance();
    if (item instanceof Incoming.Message message) {
      return message(instance, message);
    }
    if (item instanceof Incoming.Status status) {
      return changes.status(instance, status);
    }
    if (item instanceof Incoming.Edit edit) {
      return changes.edit(instance, decoded.self(), edit, event, problems);
    }
    if (item instanceof Incoming.Deletion deletion) {
      return changes.deletion(instance, decoded.self(), deletion, event, problems);
    }
    if (item instanceof Incoming.Sealed said) {
      return sealed.record(instance, said, event, problems);
    }
    if (item instanceof Incoming.Votes votes) {
      return polls.votes(instance, votes, event, problems);
    }
    if (item instanceof Incoming.Connection connection) {
      connections.record(instance, connection);
    } else {
      profiles.record(instance, item);
    }
    return true;
  }

  private boolean message(String instance, Incoming.Message message) {
    boolean recorded = messages.record(instance, message);
    if (recorded && message.kind().equals("poll")) {
      polls.came(instance, message.key());
    }
    return recorded;
  }
}
