package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.standin.Content;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A job that is done again doubles nothing, and what it stored can be fetched safely. */
class RedeliveredMediaRouteIT extends MediaRouteTest {

  @Autowired private S3Client s3;

  @Value("${bactrian.s3.bucket}")
  private String bucket;

  @Test
  void aMediaStoredAgainHasTheSameKey() {
    UUID attachment = stored();
    String key = key(attachment);

    jdbc.sql("update attachment set status = 'PENDING', object_key = null where id = :id")
        .param("id", attachment)
        .update();
    again(attachment);

    assertThat(hub.attachment(instance, "STORED").path("id").asText())
        .isEqualTo(attachment.toString());
    assertThat(key(attachment)).isEqualTo(key).contains(instance);
    assertThat(originals()).extracting(S3Object::key).containsExactly(key);
    assertThat(hub.content(attachment)).isEqualTo(photo);
  }

  @Test
  void aMediaThatIsStoredIsNotFetchedAgain() {
    UUID attachment = stored();

    again(attachment);

    JobRow.until(jdbc, KIND, attachment, JobRow::isDone);
    assertThat(fetched("url")).isEqualTo(1);
    assertThat(hub.get("/api/attachments?instance=" + instance).path("items")).hasSize(1);
  }

  @Test
  void theWebhookOnceMoreIsADuplicate() {
    ObjectNode webhook = webhook("url");
    hub.post(webhook);
    hub.attachment(instance, "STORED");

    assertThat(hub.post(webhook).path("status").asText()).isEqualTo("duplicate");
    assertThat(hub.get("/api/attachments?instance=" + instance).path("items")).hasSize(1);
    assertThat(fetched("url")).isEqualTo(1);
  }

  @Test
  void aLinkNeverLetsABrowserRunWhatCameIn() {
    byte[] page = "<html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8);
    STAND_IN.put(path("page"), Content.of(page), "text/html");
    ObjectNode webhook = sample("08-document.json");
    ObjectNode document = Webhooks.content(webhook, "documentMessage");
    document.remove(List.of("url", "directPath", "fileSha256", "fileLength", "mediaKey"));
    document.put("mimetype", "text/html").put("fileName", "offer.html");
    ((ObjectNode) webhook.at("/data/message")).put("mediaUrl", STAND_IN.baseUrl() + path("page"));
    hub.post(webhook);
    UUID attachment = id(hub.attachment(instance, "STORED"));

    HttpResponse<String> redirect =
        hub.send(hub.api("/api/attachments/" + attachment + "/content").GET());
    assertThat(redirect.statusCode()).isEqualTo(302);
    HttpResponse<String> content =
        hub.send(
            HttpRequest.newBuilder(
                URI.create(redirect.headers().firstValue("Location").orElseThrow())));

    assertThat(content.body()).contains("alert(1)");
    assertThat(content.headers().firstValue("Content-Disposition").orElse(""))
        .startsWith("attachment")
        .contains("offer.html");
    assertThat(content.headers().firstValue("Content-Type").orElse(""))
        .isEqualTo("application/octet-stream");
  }

  private UUID stored() {
    hub.post(webhook("url"));
    JsonNode stored = hub.attachment(instance, "STORED");
    JobRow.until(jdbc, KIND, id(stored), JobRow::isDone);
    return id(stored);
  }

  private void again(UUID attachment) {
    jdbc.sql("update job set state = 'pending', next_attempt_at = now() where subject = :id")
        .param("id", attachment)
        .update();
  }

  private String key(UUID attachment) {
    return jdbc.sql("select object_key from attachment where id = :id")
        .param("id", attachment)
        .query(String.class)
        .single();
  }

  /** Without what was derived, which the embedded store lists under another name while it comes. */
  private List<S3Object> originals() {
    return s3
        .listObjectsV2(list -> list.bucket(bucket).prefix("media/" + instance + "/"))
        .contents()
        .stream()
        .filter(object -> !object.key().contains(".thumbnail"))
        .toList();
  }
}
