package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.standin.Fault;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A group is asked for when it is first seen; its 404 says nothing about it. */
class GroupProfileRouteIT extends HubTest {

  private static final String KIND = "fetch_group_info";
  private static final String PICTURE = "/v/t61.24694-24/120363000000000001_n.jpg";
  private static final String GROUP = "120363000000000001@g.us";

  @AfterEach
  void theSampleGroup() {
    STAND_IN.group(GROUP, Webhooks.sample(json, "api/findGroupInfos.response.200.json"));
  }

  @Test
  void theFirstMessageBringsSubjectPictureAndMembers() {
    ObjectNode group = (ObjectNode) Webhooks.sample(json, "api/findGroupInfos.response.200.json");
    STAND_IN.group(GROUP, group.put("pictureUrl", STAND_IN.baseUrl() + PICTURE));

    UUID conversation = write();

    assertThat(JobRow.until(jdbc, KIND, conversation, JobRow::isDone).attempts()).isEqualTo(1);
    JsonNode known = hub.get("/api/conversations/" + conversation);
    assertThat(known.path("group").asBoolean()).isTrue();
    assertThat(known.path("name").asText()).isEqualTo("ACME field team");
    assertThat(known.path("description").asText()).isEqualTo("Field reports");
    assertThat(hub.redirected(known.path("pictureUrl").asText()))
        .isEqualTo(STAND_IN.sample("image"));
    assertThat(known.path("participants")).hasSize(2);
    assertThat(STAND_IN.count("^GET " + path())).isEqualTo(1);
  }

  @Test
  void aGroupThatWeWriteToFirstIsAskedForToo() {
    ObjectNode message = json.createObjectNode().put("instance", instance).put("to", GROUP);

    hub.apiPost("/api/messages", message.put("text", "Good morning"));

    hub.until(
        "/api/conversations?instance=" + instance,
        answer -> answer.at("/items/0/participants").size() == 2);
    assertThat(STAND_IN.count("^GET " + path())).isEqualTo(1);
  }

  @Test
  void aGroupWithoutAPictureNowIsAskedForAgain() {
    ObjectNode group = (ObjectNode) Webhooks.sample(json, "api/findGroupInfos.response.200.json");
    STAND_IN.group(GROUP, group.deepCopy().putNull("pictureUrl"));
    UUID conversation = write();
    JobRow.until(jdbc, KIND, conversation, JobRow::isDone);
    assertThat(hub.get("/api/conversations/" + conversation).path("name").asText())
        .isEqualTo("ACME field team");

    STAND_IN.group(GROUP, group.put("pictureUrl", STAND_IN.baseUrl() + PICTURE));

    hub.await("/api/conversations/" + conversation, "/pictureUrl");
  }

  @Test
  void aGroupThatIsNotFoundIsAskedForAgain() {
    STAND_IN.fault(notFound().times(2));

    UUID conversation = write();

    assertThat(JobRow.until(jdbc, KIND, conversation, JobRow::isDone).attempts()).isEqualTo(3);
    assertThat(hub.get("/api/conversations/" + conversation).path("name").asText())
        .isEqualTo("ACME field team");
  }

  @Test
  void aGroupThatIsNeverFoundIsParkedAndFoundAfterAReplay() {
    STAND_IN.fault(notFound());
    UUID conversation = write();
    JobRow parked = JobRow.until(jdbc, KIND, conversation, JobRow::isParked);
    assertThat(parked.attempts()).isEqualTo(3);
    assertThat(parked.lastError()).contains("HTTP 404");

    STAND_IN.clearFaults();
    assertThat(hub.apiPost("/api/parked/" + parked.id() + "/replay", "").statusCode())
        .isEqualTo(202);

    JobRow.until(jdbc, KIND, conversation, JobRow::isDone);
  }

  private Fault notFound() {
    return Fault.status(path(), 404)
        .body(Webhooks.sample(json, "api/findGroupInfos.error.404.any-failure.json").toString());
  }

  private UUID write() {
    ObjectNode webhook = sample("11b-group-text-pn-participant.json");
    hub.post(webhook);
    String id = Webhooks.key(webhook).path("id").asText();
    return UUID.fromString(hub.message(instance, id).path("conversation").asText());
  }

  /** Of the path alone in the counts, of path and query in a fault. */
  private String path() {
    return "/group/findGroupInfos/" + instance + "(\\?|$)";
  }
}
