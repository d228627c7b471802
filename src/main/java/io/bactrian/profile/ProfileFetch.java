package io.bactrian.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.bactrian.chat.Alias;
import io.bactrian.chat.Changes;
import io.bactrian.chat.Conversations;
import io.bactrian.chat.Incoming;
import io.bactrian.chat.Jid;
import io.bactrian.chat.Profiles;
import io.bactrian.evolution.EvolutionCall;
import io.bactrian.evolution.EvolutionRequests;
import io.bactrian.flow.ExchangeState;
import io.bactrian.job.Job;
import io.bactrian.job.JobLedger;
import io.bactrian.job.Kinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Pictures of people and what is known of groups, as Evolution answers. The property {@code
 * profile} holds whom it is about, and where the picture is to be had, if there is one.
 */
@Component("profileFetch")
public class ProfileFetch {

  private final ProfileJobs jobs;
  private final EvolutionRequests evolution;
  private final Profiles profiles;
  private final Conversations conversations;
  private final JobLedger ledger;
  private final Changes changes;

  public ProfileFetch(
      ProfileJobs jobs,
      EvolutionRequests evolution,
      Profiles profiles,
      Conversations conversations,
      JobLedger ledger,
      Changes changes) {
    this.jobs = jobs;
    this.evolution = evolution;
    this.profiles = profiles;
    this.conversations = conversations;
    this.ledger = ledger;
    this.changes = changes;
  }

  /**
   * The call that the job's kind asks by. Null if the conversation was merged into another, which
   * ends the job.
   */
  public EvolutionCall call(@ExchangeProperty(ExchangeState.JOB) Job job, Exchange exchange) {
    return job.kind().equals(Kinds.FETCH_GROUP_INFO)
        ? groupCall(job, exchange)
        : pictureCall(job, exchange);
  }

  /** Takes over what Evolution answered; a profile without a picture ends the job. */
  @Transactional
  public void take(
      JsonNode answer,
      @ExchangeProperty(ExchangeState.JOB) Job job,
      @ExchangeProperty(ExchangeState.PROFILE) FetchedProfile profile) {
    if (job.kind().equals(Kinds.FETCH_GROUP_INFO)) {
      group(answer, job, profile);
    } else {
      pictureOrMiss(answer.path("profilePictureUrl").asText(null), job, profile);
    }
  }

  /** For a person's picture: a POST, and no other method. */
  private EvolutionCall pictureCall(Job job, Exchange exchange) {
    return begin(job, exchange)
        .map(
            chat ->
                evolution.post(
                    "chat/fetchProfilePictureUrl",
                    chat.instance(),
                    JsonNodeFactory.instance.objectNode().put("number", Jid.number(chat.chat()))))
        .orElse(null);
  }

  private EvolutionCall groupCall(Job job, Exchange exchange) {
    return begin(job, exchange)
        .map(
            chat -> {
              String query = "groupJid=" + EvolutionCall.encode(chat.chat());
              return evolution.get("group/findGroupInfos", chat.instance(), query);
            })
        .orElse(null);
  }

  /** Takes over a group, and who hides behind its members' LIDs. */
  private void group(JsonNode answer, Job job, FetchedProfile profile) {
    AskedProfile asked = profile.asked();
    List<Incoming.Member> members = new ArrayList<>();
    answer.path("participants").forEach(node -> members.add(Incoming.Member.of(node)));
    List<Alias> aliases = members.stream().map(Alias::of).flatMap(Optional::stream).toList();
    conversations.begin(asked.instance(), aliases, List.of(asked.chat()));
    boolean changed =
        profiles.group(
            asked.conversation(),
            new Incoming.Group(
                answer.path("id").asText(null),
                answer.path("subject").asText(null),
                answer.path("desc").asText(null),
                answer.path("pictureUrl").asText(null),
                answer.has("participants") ? members : null));
    if (changed) {
      changes.conversationUpdated(asked.conversation());
    }
    conversations.learn(asked.instance(), aliases);
    pictureOrMiss(answer.path("pictureUrl").asText(null), job, profile);
  }

  private Optional<AskedProfile> begin(Job job, Exchange exchange) {
    Optional<AskedProfile> asked = jobs.begin(job.subject());
    asked.ifPresentOrElse(
        found -> exchange.setProperty(ExchangeState.PROFILE, new FetchedProfile(found)),
        () -> ledger.done(job));
    return asked;
  }

  /** None is «not now», never «none for ever»; what a webhook told and nobody copied is tried. */
  private void pictureOrMiss(String url, Job job, FetchedProfile profile) {
    AskedProfile asked = profile.asked();
    boolean given = url != null && !url.isBlank();
    // Once only: a link that a webhook told may be dead by now.
    String told = given ? url : job.attempts() == 0 ? asked.uncopied() : null;
    if (told == null) {
      jobs.missed(asked);
      ledger.done(job);
    } else {
      profile.pictureAt(told);
    }
  }
}
