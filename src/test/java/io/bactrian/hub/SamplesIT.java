package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.hub.SampleFiles.Sample;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All samples, one after the other, from one instance. */
class SamplesIT extends HubTest {

  private static final String ALICE = "15550100123@s.whatsapp.net";
  private static final String GROUP = "120363000000000001@g.us";
  private static final String PICTURE = "/v/t61.24694-24/120363000000000001_n.jpg";

  /** Ids of the events that were answered «parked». */
  private final List<String> parked = new ArrayList<>();

  /** A group without a picture is asked for again, and the stand-in knows nothing of updates. */
  @BeforeEach
  void theGroupHasAPicture() {
    ObjectNode group = (ObjectNode) Webhooks.sample(json, "api/findGroupInfos.response.200.json");
    STAND_IN.group(GROUP, group.put("pictureUrl", STAND_IN.baseUrl() + PICTURE));
  }

  @AfterEach
  void theSampleGroup() {
    STAND_IN.group(GROUP, Webhooks.sample(json, "api/findGroupInfos.response.200.json"));
  }

  @Test
  void allSamplesEndAsTheIndexSays() {
    SoftAssertions answers = new SoftAssertions();
    SampleFiles.all().forEach(sample -> post(sample, answers));
    answers.assertAll();

    everyMediaIsStoredOnce();
    statusesEditsAndDeletionsAreOnTheirMessages();
    theGroupHasItsNewNameAndItsMembers();
    lidAndPhoneAreOneConversation();
    whatWasNotUnderstoodIsParked();
  }

  private void post(Sample sample, SoftAssertions answers) {
    HttpResponse<String> answer = hub.deliver(sample.body(instance));
    answers.assertThat(answer.statusCode()).as(sample.file()).isEqualTo(202);
    JsonNode body = hub.read(answer.body());
    String status = body.path("status").asText();
    answers.assertThat(status).as(sample.file()).isIn(sample.answers());
    if (status.equals("parked")) {
      parked.add(body.path("event").asText());
    }
    // What follows from one sample is done before the next, so that each answer is certain.
    hub.awaitMedia(instance);
    awaitProfiles();
  }

  private void everyMediaIsStoredOnce() {
    List<JsonNode> attachments = hub.attachments(instance);
    long messages =
        SampleFiles.goodMedia()
            .filter(sample -> sample.answers().contains("accepted"))
            .map(Sample::file)
            .count();
    assertThat(attachments).hasSize((int) messages);
    assertThat(attachments)
        .allSatisfy(
            attachment -> {
              assertThat(attachment.path("status").asText()).isEqualTo("STORED");
              assertThat(attachment.path("sha256").asText())
                  .isEqualTo(SampleFiles.HASHES.get(attachment.path("kind").asText()));
            });
    assertThat(hub.messages(instance))
        .allSatisfy(message -> assertThat(message.path("attachments")).hasSizeLessThan(2))
        .extracting(message -> message.path("whatsappId").asText())
        .doesNotHaveDuplicates();
  }

  private void statusesEditsAndDeletionsAreOnTheirMessages() {
    assertThat(
            List.of(
                message("3EB09245408E21E31F85AF"),
                message("AC0EBC24CA29CCA20AFF0E260ECEE524"),
                message("AC196BDBCE444C08CE53D8139D802C9F"),
                message("AC870668AFE73EF1FD199C8122DD74E6")))
        .extracting(
            message -> message.path("status").asText(),
            message -> message.hasNonNull("editedAt"),
            message -> message.hasNonNull("deletedAt"))
        .containsExactly(
            tuple("READ", false, true),
            tuple("DELIVERED", true, false),
            tuple("DELIVERED", false, true),
            tuple("DELIVERED", false, false));
    assertThat(message("AC0EBC24CA29CCA20AFF0E260ECEE524").path("text").asText())
        .isEqualTo("Hello, is the order 1043 ready?");
  }

  private void theGroupHasItsNewNameAndItsMembers() {
    JsonNode group = conversation(GROUP);
    assertThat(group.path("group").asBoolean()).isTrue();
    assertThat(group.path("name").asText()).isEqualTo("ACME field team (renamed)");
    assertThat(group.path("participants"))
        .extracting(member -> member.path("id").asText(), member -> member.path("phone").asText())
        .containsExactlyInAnyOrder(
            tuple("100000000000001@lid", ALICE),
            tuple("100000000000002@lid", "15550100124@s.whatsapp.net"));
  }

  private void lidAndPhoneAreOneConversation() {
    assertThat(hub.conversations(instance))
        .extracting(conversation -> conversation.path("chat").asText())
        .containsExactlyInAnyOrder(ALICE, GROUP, "status@broadcast");
    assertThat(conversation(ALICE).path("name").asText()).isEqualTo("Alice Sample");
  }

  private void whatWasNotUnderstoodIsParked() {
    assertThat(hub.items("/api/parked?kind=accept_event"))
        .extracting(job -> job.path("event").asText())
        .containsAll(parked);
  }

  private JsonNode message(String whatsappId) {
    return hub.message(instance, whatsappId);
  }

  private JsonNode conversation(String chat) {
    return hub.conversations(instance).stream()
        .filter(conversation -> conversation.path("chat").asText().equals(chat))
        .findFirst()
        .orElseThrow();
  }

  private void awaitProfiles() {
    Awaitility.await("profiles of " + instance)
        .until(
            () ->
                jdbc.sql(
                            """
                            select count(*) from job
                            join conversation on conversation.id = subject
                            where instance = :instance and state = 'pending'""")
                        .param("instance", instance)
                        .query(Integer.class)
                        .single()
                    == 0);
  }
}
