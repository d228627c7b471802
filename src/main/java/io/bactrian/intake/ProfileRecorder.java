package io.bactrian.intake;

import io.bactrian.chat.Changes;
import io.bactrian.chat.Conversations;
import io.bactrian.chat.Incoming;
import io.bactrian.chat.Jid;
import io.bactrian.chat.Profiles;
import io.bactrian.job.JobLedger;
import io.bactrian.job.JobRef;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Records names, pictures and members, and asks Evolution for those not known or stale. */
@Component
class ProfileRecorder {

  private final Conversations conversations;
  private final Profiles profiles;
  private final JobLedger ledger;
  private final Changes changes;
  private final Clock clock;
  private final Duration staleAfter;

  ProfileRecorder(
      Conversations conversations,
      Profiles profiles,
      JobLedger ledger,
      Changes changes,
      Clock clock,
      @Value("${bactrian.profile.stale-after:24h}") Duration staleAfter) {
    this.conversations = conversations;
    this.profiles = profiles;
    this.ledger = ledger;
    this.changes = changes;
    this.clock = clock;
    this.staleAfter = staleAfter;
  }

  /** Queues a look at a conversation that is seen for the first time, or was not for long. */
  void refresh(Conversations.Found conversation, List<JobRef> jobs) {
    Instant checked = conversation.profileCheckedAt();
    boolean stale = checked != null && checked.isBefore(clock.instant().minus(staleAfter));
    if (conversation.created() || stale) {
      ask(conversation.id(), conversation.chat(), jobs);
    }
  }

  void record(String instance, Incoming item, List<JobRef> jobs) {
    if (item instanceof Incoming.Contact contact) {
      contact(instance, contact, jobs);
    } else if (item instanceof Incoming.Group group) {
      UUID id = conversations.open(instance, group.chat(), null).id();
      profiles.group(id, group);
      learn(instance, group.members());
      changes.conversationUpdated(id);
    } else if (item instanceof Incoming.GroupMembers group) {
      UUID id = conversations.open(instance, group.chat(), null).id();
      profiles.members(id, group.action(), group.members());
      learn(instance, group.members());
      changes.conversationUpdated(id);
    } else {
      throw new IllegalArgumentException("no profile: " + item.getClass().getSimpleName());
    }
  }

  private void contact(String instance, Incoming.Contact contact, List<JobRef> jobs) {
    if (contact.chatAlt() != null) {
      conversations.learn(instance, contact.chat(), contact.chatAlt());
    }
    // A phone's whole address book comes in: only people who wrote have a conversation.
    conversations
        .find(instance, contact.chat())
        .ifPresent(
            id -> {
              profiles.contact(id, contact.name(), contact.pictureUrl());
              if (contact.pictureGiven() && contact.pictureUrl() == null) {
                ask(id, contact.chat(), jobs);
              }
              changes.conversationUpdated(id);
            });
  }

  private void ask(UUID conversation, String chat, List<JobRef> jobs) {
    if (Jid.isGroup(chat)) {
      ledger.open("fetch_group_info", conversation, null).ifPresent(jobs::add);
    } else if (Jid.isPerson(chat)) {
      ledger.open("fetch_profile_pic", conversation, null).ifPresent(jobs::add);
    }
  }

  private void learn(String instance, List<Incoming.Member> members) {
    if (members == null) {
      return;
    }
    for (Incoming.Member member : members) {
      if (member.jid() != null && member.phone() != null) {
        conversations.learn(instance, member.jid(), member.phone());
      }
    }
  }
}
