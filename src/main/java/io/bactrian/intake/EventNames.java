package io.bactrian.intake;

import io.bactrian.chat.Alias;
import io.bactrian.chat.Incoming;
import io.bactrian.chat.Jid;
import io.bactrian.chat.MessageKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whom an event names, so that recording it can begin with all of its locks.
 *
 * @param aliases pairs of names of one person, apart from the chats' own
 * @param names of the chats that it speaks of, and of people's messages: what is said of one
 *     message at the same time may go by names of which nobody knows yet that they are one person's
 */
record EventNames(List<Alias> aliases, List<String> names) {

  static EventNames of(List<Incoming> items) {
    List<Alias> aliases = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Incoming item : items) {
      if (item instanceof Incoming.Message message) {
        key(message.key(), names);
        Alias.of(message.key().participant(), message.key().participantAlt())
            .ifPresent(aliases::add);
      } else if (item instanceof Incoming.Status status) {
        key(status.key(), names);
      } else if (item instanceof Incoming.Edit edit) {
        key(edit.key(), names);
      } else if (item instanceof Incoming.Deletion deletion) {
        key(deletion.key(), names);
      } else if (item instanceof Incoming.Votes votes) {
        key(votes.key(), names);
      } else if (item instanceof Incoming.Sealed sealed) {
        key(sealed.message().key(), names);
        // Of the message that it belongs to, which may come at this moment.
        names.add(sealed.message().quotedId());
      } else if (item instanceof Incoming.Contact contact) {
        Alias.of(contact.chat(), contact.chatAlt()).ifPresent(aliases::add);
      } else if (item instanceof Incoming.Group group) {
        names.add(group.chat());
        members(group.members(), aliases);
      } else if (item instanceof Incoming.GroupMembers group) {
        names.add(group.chat());
        members(group.members(), aliases);
      }
    }
    return new EventNames(List.copyOf(aliases), List.copyOf(names));
  }

  private static void key(MessageKey key, List<String> names) {
    Stream.of(key.chat(), key.chatAlt(), Jid.isPerson(key.chat()) ? key.id() : null)
        .filter(Objects::nonNull)
        .forEach(names::add);
  }

  private static void members(List<Incoming.Member> members, List<Alias> aliases) {
    if (members != null) {
      members.stream().map(Alias::of).flatMap(Optional::stream).forEach(aliases::add);
    }
  }
}
