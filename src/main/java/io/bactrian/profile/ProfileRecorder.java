package io.bactrian.profile;

import io.bactrian.chat.Alias;
import io.bactrian.chat.Changes;
import io.bactrian.chat.Conversations;
import io.bactrian.chat.Incoming;
import io.bactrian.chat.Jid;
import io.bactrian.chat.ProfileChecks;
import io.bactrian.chat.Profiles;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Records names, pictures and members, and asks Evolution for those not known, stale or changed.
 */
@Component
public class ProfileRecorder {

  private final Conversations conversations;
  private final Profiles profiles;
  private final ProfileChecks checks;
  private final ProfileRequests requests;
  private final Changes changes;

  ProfileRecorder(
      Conversations conversations,
      Profiles profiles,
      ProfileChecks checks,
      ProfileRequests requests,
      Changes changes) {
    this.conversations = conversations;
    this.profiles = profiles;
    this.checks = checks;
    this.requests = requests;
    this.changes = changes;
  }

  public void record(String instance, Incoming item) {
    if (item instanceof Incoming.Contact contact) {
      contact(instance, contact);
    } else if (item instanceof Incoming.Group group) {
      group(instance, group);
    } else if (item instanceof Incoming.GroupMembers group) {
      Conversations.Found found = conversations.open(instance, group.chat(), null);
      checks.changed(found.id());
      announce(found, profiles.members(found.id(), group.action(), group.members()));
      learn(instance, group.members());
      requests.seen(found);
    } else {
      throw new IllegalArgumentException("no profile: " + item.getClass().getSimpleName());
    }
  }

  private void contact(String instance, Incoming.Contact contact) {
    Alias.of(contact.chat(), contact.chatAlt())
        .ifPresent(alias -> conversations.learn(instance, List.of(alias)));
    // A phone's whole address book comes in: only people who wrote have a conversation.
    conversations
        .seen(instance, contact.chat())
        .ifPresent(
            found -> {
              // What a contact's name says of a group is no subject.
              boolean named =
                  !Jid.isGroup(found.chat()) && profiles.name(found.id(), contact.name());
              announce(found, profiles.username(found.id(), contact.username()) || named);
              if (contact.pictureGiven()) {
                picture(found, contact.pictureUrl());
              }
            });
  }

  private void group(String instance, Incoming.Group group) {
    Conversations.Found found = conversations.open(instance, group.chat(), null);
    checks.changed(found.id());
    announce(found, profiles.group(found.id(), group));
    learn(instance, group.members());
    picture(found, group.pictureUrl());
  }

  /** No picture told may mean that it is hidden, gone, or could not be had: that is no change. */
  private void picture(Conversations.Found found, String url) {
    if (url != null && profiles.pictureSource(found.id(), url)) {
      requests.changed(found);
    } else {
      requests.seen(found);
    }
  }

  private void announce(Conversations.Found found, boolean changed) {
    if (changed || found.created()) {
      changes.conversationUpdated(found.id());
    }
  }

  private void learn(String instance, List<Incoming.Member> members) {
    if (members != null) {
      conversations.learn(
          instance, members.stream().map(Alias::of).flatMap(Optional::stream).toList());
    }
  }
}
