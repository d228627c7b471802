package io.bactrian.api;

import static io.bactrian.api.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, and what those see who ask for what is not there. */
class AccessIT {

  private final ConsoleServer server = ConsoleServer.shared();

  @ParameterizedTest
  @ValueSource(strings = {"/api/messages", "/api/nothing", "/api/openapi.json", "/api/stream"})
  void nobodyGetsInWithoutAToken(String path) {
    Api.Answer answer = server.api(null).get(path);
    assertProblem(answer, 401, "Authorization: Bearer");
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
  }

  @Test
  void aWrongTokenIsRefused() {
    assertProblem(server.api(ConsoleServer.TOKEN + "x").get("/api/messages"), 401, "token");
  }

  @Test
  void theNextTokenIsAcceptedDuringRotation() {
    assertThat(server.api(ConsoleServer.NEXT_TOKEN).get("/api/messages").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api;a=b/messages", "/api/./messages", "/x/../api/messages", "//api/jobs"})
  void noSpellingOfThePathGoesRoundTheFilter(String path) throws IOException {
    assertThat(statusLine("GET " + path)).contains(" 401 ");
  }

  @Test
  void answersAreKeptByNoCache() {
    Api.Answer answer = server.api().get("/api/messages");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void anUnknownPathIsAProblem() {
    assertProblem(server.api().get("/api/nothing"), 404, "nothing at this path");
  }

  @Test
  void aWrongMethodIsAProblemThatNamesTheRightOnes() {
    Api.Answer answer = server.api().call("DELETE", "/api/jobs", BodyPublishers.noBody());
    assertProblem(answer, 405, "DELETE");
    assertThat(answer.header("Allow")).contains("GET");
  }

  @ParameterizedTest
  @ValueSource(strings = {"messages", "attachments", "conversations", "jobs"})
  void anIdThatIsNoneIsABadRequestAndAnUnknownOneIsNotFound(String list) {
    assertProblem(server.api().get("/api/" + list + "/abc"), 400, "'id' must be a UUID");
    assertProblem(server.api().get("/api/" + list + "/" + UUID.randomUUID()), 404, "There is no");
  }

  @ParameterizedTest
  @ValueSource(strings = {"messages", "attachments", "conversations", "jobs", "parked"})
  void aBadLimitOrCursorIsABadRequest(String list) {
    Api api = server.api();
    assertProblem(api.get("/api/" + list + "?limit=many"), 400, "'limit'");
    assertProblem(api.get("/api/" + list + "?limit=0"), 400, "'limit'");
    assertProblem(api.get("/api/" + list + "?cursor=abc"), 400, "'cursor'");
  }

  @Test
  void aStatusThatIsNoneIsABadRequestThatNamesThoseThereAre() {
    assertProblem(server.api().get("/api/attachments?status=GONE"), 400, "PENDING, STORED, PARKED");
    assertProblem(server.api().get("/api/jobs?state=GONE"), 400, "pending, done, parked");
    assertProblem(server.api().get("/api/messages?status=GONE"), 400, "DELIVERED");
  }

  @Test
  void aControlCharacterIsABadRequest() {
    assertProblem(server.api().get("/api/messages?instance=%00"), 400, "control");
  }

  @Test
  void aBugShowsNothingOfTheInside() {
    server.hub().failure = new IllegalStateException("secret of the inside");
    try {
      Api.Answer answer =
          server
              .api()
              .post(
                  "/api/messages", "{\"instance\":\"a\",\"to\":\"5511912345678\",\"text\":\"a\"}");
      assertProblem(answer, 500, "Something went wrong");
      assertThat(answer.response().body()).doesNotContain("secret", "Exception");
    } finally {
      server.hub().failure = null;
    }
  }

  @Test
  void whatTheWebServerItselfRefusesIsAProblemOutsideTheApiToo() {
    assertProblem(server.api().get("/elsewhere"), 404, "nothing at this path");
  }

  /** Sent by hand, since clients tidy up their paths. */
  private String statusLine(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write(
              (request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer.lines().findFirst().orElseThrow();
    }
  }
}
