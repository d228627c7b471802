package io.bactrian.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.web.SpooledBody;
import io.bactrian.webhook.Settings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Fingerprints of events. */
class FingerprintTest {

  private static String upsert(String data) {
    return "{'event':'messages.upsert','instance':'acme','data':" + data + "}";
  }

  private byte[] of(String json) throws NotUnderstoodException {
    return Samples.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)).fingerprint();
  }

  private byte[] ofSample(String name) throws NotUnderstoodException {
    return Samples.read(Samples.bytes(name)).fingerprint();
  }

  @Test
  void areTheSameForTheSameEventDeliveredAgain() throws Exception {
    assertThat(ofSample("15a-duplicate-identical-retry.json"))
        .isEqualTo(ofSample("03-image-mediaUrl.json"));
    assertThat(ofSample("15d-duplicate-via-global-webhook.json"))
        .isEqualTo(ofSample("03-image-mediaUrl.json"));
  }

  @Test
  void differWhereTheDataDiffer() throws Exception {
    assertThat(ofSample("15b-duplicate-reemitted-new-presign-and-status.json"))
        .isNotEqualTo(ofSample("03-image-mediaUrl.json"));
    assertThat(ofSample("malformed/10-mismatched-instance.json"))
        .isNotEqualTo(ofSample("03-image-mediaUrl.json"));
  }

  @Test
  void doNotDependOnTheOrderOfKeysNorOnTheSpelling() throws Exception {
    assertThat(of("{'data':{'b':[1,2],'a':'x'},'instance':'i','event':'MESSAGES_UPDATE'}"))
        .isEqualTo(
            of("{ 'event':'messages.update','instance':'i','data':{'a':'\\u0078','b':[1,2]}}"));
  }

  @Test
  void dependOnTheOrderInArraysAndOnTypes() throws Exception {
    byte[] one = of(upsert("{'a':[1,'2',null,{}]}"));

    for (String other :
        List.of(
            "{'a':['2',1,null,{}]}",
            "{'a':['1','2',null,{}]}",
            "{'a':[1,'2',{}]}",
            "{'a':[1,'2',null,[]]}",
            "{'a':[1,'2',null],'b':{}}")) {
      assertThat(of(upsert(other))).as(other).isNotEqualTo(one);
    }
  }

  @Test
  void coverTheInlineMediaButNotItsClaim() throws Exception {
    byte[] body = Samples.bytes("04-image-base64-inline.json");
    EnvelopeReader reader = new EnvelopeReader(Settings.byDefault());

    assertThat(reader.read(UUID.randomUUID(), SpooledBody.of(body), null).fingerprint())
        .isEqualTo(reader.read(UUID.randomUUID(), SpooledBody.of(body), null).fingerprint());
    assertThat(of(upsert("{'base64':'QQ=='}"))).isNotEqualTo(of(upsert("{'base64':'Qg=='}")));
  }

  @Test
  void tellTheSameStateAtAnotherTimeApart() throws Exception {
    String open =
        "{'event':'connection.update','instance':'i','data':{'state':'open'},'date_time':'%s'}";
    String read =
        "{'event':'messages.update','instance':'i','data':{'status':'READ'},'date_time':'%s'}";

    assertThat(of(open.formatted("1"))).isEqualTo(of(open.formatted("1")));
    assertThat(of(open.formatted("1"))).isNotEqualTo(of(open.formatted("2")));
    assertThat(of(read.formatted("1"))).isEqualTo(of(read.formatted("2")));
  }
}
