package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.audit.AuditBook;
import io.bactrian.embedded.standin.Fault;
import io.bactrian.evolution.EvolutionVersion;
import io.bactrian.storage.S3Endpoint;
import java.net.http.HttpResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;

/** What the API says of the instances, and how one is connected again. */
class InstancesIT extends MediaRouteTest {

  @Autowired private AuditBook audit;
  @Autowired private EvolutionVersion version;
  @Autowired private S3Client s3;
  @Autowired private S3Endpoint endpoint;

  @Test
  void channelVersionAndConnectionAreAsEvolutionListsThem() {
    STAND_IN.integration(instance, "WHATSAPP-BUSINESS");

    lookAgain();

    JsonNode shown = shown();
    assertThat(shown.path("channel").asText()).isEqualTo("cloud");
    assertThat(shown.path("version").asText()).isEqualTo("2.3.7");
    assertThat(shown.path("connection").asText()).isEqualTo("open");
    assertThat(shown.path("since").asText()).isNotEmpty();
    assertThat(shown.at("/audit/0").fieldNames())
        .toIterable()
        .contains("setting", "is", "expected", "remedy", "accepted");
    assertThat(shown.at("/audit/0/setting").asText()).isEqualTo("version");
    assertThat(shown.at("/audit/0/remedy").asText()).contains("#2396");
  }

  @Test
  void aChannelThatIsNotListedIsToldByTheIdsOfItsMessages() {
    hub.post(sample("reports/A1b-cloud-document-base64.json"));

    assertThat(shown().path("channel").asText()).isEqualTo("cloud");
    assertThat(shown().path("connection").asText()).isEqualTo("unknown");
  }

  @Test
  void aCloseThatIsFinalSaysHowToConnectAgain() {
    hub.post(closed(408));
    STAND_IN.state(instance, "close");

    assertThat(shown().path("connection").asText()).isEqualTo("close");
    assertThat(shown().at("/audit/0/is").asText()).isEqualTo("close (408)");
    assertThat(shown().at("/audit/0/remedy").asText())
        .contains("POST /api/instances/" + instance + "/connect");

    HttpResponse<String> answer = hub.apiPost("/api/instances/" + instance + "/connect", "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(hub.read(answer.body()).path("connection").asText()).isEqualTo("open");
    assertThat(STAND_IN.count("^GET /instance/connect/" + instance + "$")).isEqualTo(1);
  }

  @Test
  void anInstanceThatEvolutionDoesNotHaveIsNotFoundAndOneThatIsNotLicensedSaysSo() {
    STAND_IN.fault(Fault.status("/instance/connect/" + instance, 404).times(1));
    assertThat(hub.apiPost("/api/instances/" + instance + "/connect", "").statusCode())
        .isEqualTo(404);

    STAND_IN.fault(
        Fault.status("/instance/connect/" + instance, 503)
            .body("{\"code\":\"LICENSE_REQUIRED\",\"error\":\"license required\"}"));
    HttpResponse<String> answer = hub.apiPost("/api/instances/" + instance + "/connect", "");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("LICENSE_REQUIRED");
  }

  @Test
  void anotherVersionOfEvolutionReplaysWhatWasGivenUp() {
    STAND_IN.integration(instance, "WHATSAPP-BAILEYS");
    lookAgain();
    STAND_IN.fault(Fault.status("/" + instance + "/", 404));
    evolutionHasNot();
    hub.post(expired("url"));
    hub.attachment(instance, "PARKED");
    STAND_IN.clearFaults();

    try {
      STAND_IN.version("2.3.8");
      lookAgain();

      hub.attachment(instance, "STORED");
    } finally {
      STAND_IN.version("2.3.7");
      lookAgain();
    }
  }

  @Test
  void aBucketOfOursThatAnybodyMayReadConcernsEveryInstance() {
    hub.post(webhook("url"));
    hub.attachment(instance, "STORED");

    try {
      newestObject(ObjectCannedACL.PUBLIC_READ);
      lookAgain();
      assertThat(shown().path("audit").findValuesAsText("setting")).contains("bucketPolicy");
      assertThat(hub.get("/api/lanes").path("audit").findValuesAsText("setting"))
          .contains("bucketPolicy", "version");
    } finally {
      newestObject(ObjectCannedACL.PRIVATE);
    }
    lookAgain();
    assertThat(shown().path("audit").findValuesAsText("setting")).doesNotContain("bucketPolicy");
  }

  @Test
  void anInstanceThatEvolutionListsNoMoreIsForgottenIfNothingIsStoredOfIt() {
    hub.post(sample("16b-connection.update-open.json"));
    assertThat(shown().path("goneSince").isNull()).isTrue();

    lookAgain();
    assertThat(shown().path("goneSince").asText()).isNotEmpty();

    lookAgain();
    assertThat(shown().isMissingNode()).isTrue();
  }

  @Test
  void anInstanceOfWhichSomethingIsStoredSaysSinceWhenItIsGone() {
    hub.post(sample("01-text-conversation.json"));

    lookAgain();
    String since = shown().path("goneSince").asText();
    lookAgain();

    assertThat(since).isNotEmpty();
    assertThat(shown().path("goneSince").asText()).isEqualTo(since);
    STAND_IN.integration(instance, "WHATSAPP-BAILEYS");
    lookAgain();
    assertThat(shown().path("goneSince").isNull()).isTrue();
  }

  @Test
  void aVersionThatIsNotToldIsTheLastOne() {
    lookAgain();
    STAND_IN.fault(Fault.status("^/$", 500));

    lookAgain();

    assertThat(STAND_IN.count("^GET /$")).isPositive();
    assertThat(version.value()).contains("2.3.7");
  }

  /** The embedded store keeps who may read by object. */
  private void newestObject(ObjectCannedACL acl) {
    String key =
        jdbc.sql(
                """
                select object_key from attachment where status = 'STORED'
                order by created_at desc, id desc limit 1""")
            .query(String.class)
            .single();
    s3.putObjectAcl(put -> put.bucket(endpoint.bucket()).key(key).acl(acl));
  }

  private void lookAgain() {
    version.doubt();
    audit.forget();
    try {
      camel.getRouteController().stopRoute("audit-instances");
      camel.getRouteController().startRoute("audit-instances");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    Awaitility.await().until(() -> audit.completedAt() != null);
  }

  private ObjectNode closed(int reason) {
    ObjectNode webhook = sample("16c-connection.update-close.json");
    ((ObjectNode) webhook.path("data")).put("state", "close").put("statusReason", reason);
    return webhook;
  }

  private JsonNode shown() {
    for (JsonNode each : hub.get("/api/instances").path("items")) {
      if (each.path("name").asText().equals(instance)) {
        return each;
      }
    }
    return json.missingNode();
  }
}
