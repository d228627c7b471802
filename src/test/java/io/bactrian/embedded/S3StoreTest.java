package io.bactrian.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;

/** The embedded object storage gives nobody anything without credentials. */
class S3StoreTest {

  @Test
  void objectsAndTheirListArePrivateUntilSomebodyPublishesOne(@TempDir Path folder)
      throws Exception {
    int port = freePort();
    URI endpoint = URI.create("http://127.0.0.1:" + port);
    try (AutoCloseable store = S3Store.start(folder, port);
        S3Client client =
            S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(
                    StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(S3Store.ACCESS_KEY, S3Store.SECRET_KEY)))
                .build()) {
      assertThat(store).isNotNull();
      client.putObject(
          put -> put.bucket(S3Store.BUCKET).key("media/a b"), RequestBody.fromString("words"));
      URI object = endpoint.resolve("/" + S3Store.BUCKET + "/media/a%20b");

      assertThat(status("GET", endpoint.resolve("/" + S3Store.BUCKET))).isEqualTo(403);
      assertThat(status("GET", object)).isEqualTo(403);
      assertThat(status("HEAD", object)).isEqualTo(403);

      client.putObjectAcl(
          put -> put.bucket(S3Store.BUCKET).key("media/a b").acl(ObjectCannedACL.PUBLIC_READ));
      assertThat(status("GET", object)).isEqualTo(200);
      assertThat(status("HEAD", object)).isEqualTo(200);
    }
  }

  private static int status(String method, URI object) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(object).method(method, BodyPublishers.noBody()).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
