package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.standin.Fault;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a webhook tells of a group is applied. */
class GroupUpdateIT extends HubTest {

  private static final String ALICE = "100000000000001@lid";
  private static final String BOB = "100000000000002@lid";

  @BeforeEach
  void knownGroup() {
    // What is asked for at first sight would tell the sample again.
    STAND_IN.fault(Fault.status("/group/findGroupInfos/" + instance, 503));
    hub.post(sample("19a-groups.upsert-array.json"));
  }

  @Test
  void aNewSubjectTakesThePlaceOfTheOldAndTheRestStays() {
    hub.post(sample("19b-groups.update-array.json"));

    assertThat(group().path("name").asText()).isEqualTo("ACME field team (renamed)");
    assertThat(group().path("description").asText()).isEqualTo("Field reports");
    assertThat(members()).containsExactly(ALICE, BOB);
  }

  @Test
  void aNewDescriptionIsApplied() {
    ObjectNode webhook = sample("19b-groups.update-array.json");
    ((ObjectNode) webhook.at("/data/0")).put("desc", "Reports of the day");

    hub.post(webhook);

    assertThat(group().path("description").asText()).isEqualTo("Reports of the day");
  }

  @Test
  void membersComeAndGo() {
    hub.post(change("remove", BOB));
    assertThat(members()).containsExactly(ALICE);

    hub.post(change("add", BOB));
    assertThat(members()).containsExactly(ALICE, BOB);
  }

  @Test
  void membersChangeRank() {
    hub.post(change("promote", BOB));
    assertThat(group().at("/participants/1/admin").asText()).isEqualTo("admin");

    hub.post(change("demote", BOB));
    assertThat(group().at("/participants/1/admin").isNull()).isTrue();
  }

  private ObjectNode change(String action, String member) {
    ObjectNode webhook = sample("28-group-participants.update.json");
    ObjectNode data = (ObjectNode) webhook.path("data");
    data.put("action", action).putArray("participants").add(member);
    return webhook;
  }

  private JsonNode group() {
    return hub.conversations(instance).get(0);
  }

  private List<String> members() {
    return StreamSupport.stream(group().path("participants").spliterator(), false)
        .map(member -> member.path("id").asText())
        .toList();
  }
}
