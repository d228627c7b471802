package io.bactrian.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.failure.InfrastructureFailureException;
import io.bactrian.failure.RungDeadException;
import io.bactrian.media.Settings;
import io.bactrian.memory.AnswerSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.util.unit.DataSize;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

class ObjectStorageIT {

  private static final byte[] BYTES = "Ação".getBytes(UTF_8);
  private static final String KEY = "media/acme/1@s.whatsapp.net/A=2FB/0";

  @TempDir Path store;
  private S3Proxy server;
  private S3Client client;
  private S3Presigner presigner;
  private ObjectStorage storage;

  @BeforeEach
  void start() throws Exception {
    server =
        S3Proxy.builder()
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "hub", "secret")
            .blobStore(new FilesystemNio2BlobStore(store.toRealPath().toString()))
            .build();
    server.start();
    storage = storage("secret", server.getPort());
  }

  private ObjectStorage storage(String secret, int port, String... more) {
    String[] pairs = {
      "endpoint",
      "http://127.0.0.1:" + port,
      "access-key",
      "hub",
      "secret-key",
      secret,
      "path-style",
      "true",
      "control-timeout",
      "3s",
      "max-attempts",
      "3"
    };
    String[] all = java.util.Arrays.copyOf(pairs, pairs.length + more.length);
    System.arraycopy(more, 0, all, pairs.length, more.length);
    S3Settings settings = Settings.s3(all);
    S3Clients clients = new S3Clients();
    S3Endpoint s3 =
        clients.s3Endpoint(
            settings, new StaticListableBeanFactory().getBeanProvider(S3ConnectionDetails.class));
    client =
        clients.s3Client(
            s3,
            settings,
            new AnswerSettings(DataSize.ofMegabytes(16), Duration.ofSeconds(30)),
            new SimpleMeterRegistry());
    presigner = clients.s3Presigner(s3);
    return new ObjectStorage(client, presigner, s3, settings);
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    presigner.close();
    server.stop();
  }

  private static void put(ObjectStorage into, byte[] bytes) {
    into.putInline(KEY, () -> new ByteArrayInputStream(bytes), ObjectBytes.of(bytes));
  }

  @Test
  void keepsWhatIsPutAside() throws Exception {
    storage.ensureBucket();
    put(storage, BYTES);
    try (InputStream in = storage.open(KEY, Long.MAX_VALUE)) {
      assertThat(in).hasBinaryContent(BYTES);
    }
    assertThat(storage.exists(KEY)).isTrue();
    storage.delete(KEY);
    storage.delete(KEY);
    assertThat(storage.exists(KEY)).isFalse();
  }

  @Test
  void makesTheMissingBucketAtTheFirstPut() throws Exception {
    put(storage, BYTES);
    assertThat(storage.exists(KEY)).isTrue();
    assertThatCode(storage::ensureBucket).doesNotThrowAnyException();
  }

  @Test
  void makesNoBucketWhereItMayNot() throws Exception {
    ObjectStorage strict = storage("secret", server.getPort(), "create-bucket", "false");
    assertThatThrownBy(() -> put(strict, BYTES))
        .isInstanceOf(InfrastructureFailureException.class)
        .hasMessage("S3 put: HTTP 404");
  }

  @Test
  void anObjectThatIsGoneIsTheEndOfItsRung() {
    storage.ensureBucket();
    assertThatThrownBy(() -> storage.open(KEY, Long.MAX_VALUE))
        .isInstanceOf(RungDeadException.class)
        .hasMessage("not in object storage");
  }

  @Test
  void aMissingBucketIsOurOwnTrouble() {
    assertThatThrownBy(() -> storage.open(KEY, Long.MAX_VALUE))
        .isInstanceOf(InfrastructureFailureException.class)
        .hasMessage("S3 get: HTTP 404");
  }

  @Test
  void wrongKeysAreOurOwnTrouble() throws Exception {
    storage.ensureBucket();
    ObjectStorage stranger = storage("wrong", server.getPort());
    assertThatThrownBy(() -> put(stranger, BYTES))
        .isInstanceOf(InfrastructureFailureException.class)
        .hasMessage("S3 put: HTTP 403");
    assertThatThrownBy(() -> stranger.open(KEY, Long.MAX_VALUE))
        .isInstanceOf(InfrastructureFailureException.class);
  }

  @Test
  void aStorageThatIsDownIsOurOwnTroubleAndDoesNotStopTheStart() throws Exception {
    server.stop();
    assertThatThrownBy(() -> put(storage, BYTES))
        .isInstanceOf(InfrastructureFailureException.class)
        .hasMessage("S3 put: no answer");
    assertThatCode(storage::afterSingletonsInstantiated).doesNotThrowAnyException();
  }

  @Test
  @Timeout(20)
  void aStorageThatIsSilentHoldsTheSenderOfAWebhookForItsTimeOnly() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      ObjectStorage stalled =
          storage(
              "secret", silent.getLocalPort(), "inline-timeout", "300ms", "inline-rate", "100MB");
      byte[] moreThanTheSocketHolds = new byte[16 << 20];
      for (byte[] bytes : List.of(BYTES, moreThanTheSocketHolds)) {
        assertThatThrownBy(() -> put(stalled, bytes))
            .isInstanceOf(InfrastructureFailureException.class)
            .hasMessage("S3 put: no answer");
      }
    }
  }

  @Test
  void aLargeMediaHasAsMuchMoreTime() {
    S3Settings settings = Settings.s3("inline-timeout", "5s", "inline-rate", "2MB");
    assertThat(settings.inlineTimeout(0)).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.inlineTimeout(100 << 20)).isEqualTo(Duration.ofSeconds(55));
  }

  @Test
  void aLinkDownloadsUnderASafeNameAndType() throws Exception {
    put(storage, BYTES);
    HttpResponse<byte[]> answer = get(storage.presign(KEY, "../Ação.html", "text/html"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(BYTES);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"A__o.html\"; filename*=UTF-8''A%C3%A7%C3%A3o.html");
    answer = get(storage.presign(KEY, null, "image/jpeg"));
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("image/jpeg");
  }

  @Test
  void aLinkIsShortLivedAndOpensNothingElse() throws Exception {
    put(storage, BYTES);
    URI link = storage.presign(KEY, "a.jpg", "image/jpeg");
    assertThat(link.getQuery()).contains("X-Amz-Expires=300");
    assertThat(get(URI.create(link.toString().replace("A%3D2FB", "other"))).statusCode())
        .isEqualTo(403);
  }

  @Test
  void aLinkNamesTheAddressThatBrowsersReach() {
    ObjectStorage behindProxy =
        storage("secret", server.getPort(), "public-endpoint", "https://files.test");
    assertThat(behindProxy.presign(KEY, null, null)).hasScheme("https").hasHost("files.test");
  }

  private static HttpResponse<byte[]> get(URI link) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(link).build(), HttpResponse.BodyHandlers.ofByteArray());
  }
}
