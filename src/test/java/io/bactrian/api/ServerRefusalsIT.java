package io.bactrian.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the web server answers by itself, sent by hand since no client would. */
@ExtendWith(OutputCaptureExtension.class)
class ServerRefusalsIT {

  private final ConsoleServer server = ConsoleServer.shared();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /api/jobs HTTP/3.0|Host: a|505",
        "GET /api/jobs HTTP/1.1|X: y|400",
        "GET /api/jobs HTTP/1.1|Host: a b|400",
        "GET /api/\u0001jobs HTTP/1.1|Host: a|400",
        "GET /api/jobs?a=<b> HTTP/1.1|Host: a|400",
        "GET /%zz HTTP/1.1|Host: a|400",
        "GET /%2F HTTP/1.1|Host: a|400",
        "GET /a%5Cb HTTP/1.1|Host: a|400",
        "G@T /api/jobs HTTP/1.1|Host: a|400",
        "GET /api/jobs HTTP/1.1|Host: a~Bad Header: x|400",
        "GET|Host: a|400",
        "TRACE /api/jobs HTTP/1.1|Host: a|405",
        "TRACE /webhooks/evolution HTTP/1.1|Host: a|405",
        "BREW /nowhere HTTP/1.1|Host: a|404",
        "GET // HTTP/1.1|Host: a|404",
        "GET /// HTTP/1.1|Host: a|404",
        "GET //evil.example/x HTTP/1.1|Host: a|404",
        "POST /api/jobs HTTP/1.1|Host: a~Transfer-Encoding: klingon|501",
        "POST /api/jobs HTTP/1.1|Host: a~Content-Length: -1|400",
        "POST /api/jobs HTTP/1.1|Host: a~Content-Length: 5~Content-Length: 6|400"
      })
  void aRefusalIsAProblemThatTellsNothingOfTheServer(String line, String headers, int status)
      throws IOException {
    assertProblem(ask(line + "\r\n" + headers.replace("~", "\r\n") + "\r\n\r\n"), status);
  }

  @Test
  void aHeadThatIsTooLargeIsAProblem() throws IOException {
    assertProblem(
        ask("GET /api/jobs HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(10_000) + "\r\n\r\n"), 400);
  }

  @ParameterizedTest
  @CsvSource({"zz", "-5", "fffffffffffffffff", "5;"})
  void aBodyOfBrokenChunksIsAProblem(String chunk) throws IOException {
    String head =
        "POST /api/messages HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
            + ConsoleServer.TOKEN
            + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    assertProblem(ask(head + chunk + "\r\n{}\r\n\r\n"), 400);
  }

  @Test
  void pathsThatAreNotThereMakeNoLineEach(CapturedOutput output) throws IOException {
    int before = output.getAll().length();
    for (int i = 0; i < 20; i++) {
      ask("GET //" + i + " HTTP/1.1\r\nHost: a\r\n\r\n");
      ask("GET // HTTP/1.1\r\nHost: a\r\n\r\n");
      ask("GET /nowhere/" + i + " HTTP/1.1\r\nHost: a\r\n\r\n");
      ask("G@T / HTTP/1.1\r\nHost: a\r\n\r\n");
    }
    String log = output.getAll().substring(before);
    // Another program of this JVM may write of its own work meanwhile.
    assertThat(log.lines().filter(line -> line.matches(".*(WARN|ERROR|nowhere|G@T).*")))
        .hasSizeLessThan(2);
    assertThat(log).doesNotContain("Exception");
  }

  private void assertProblem(String answer, int status) throws IOException {
    String[] parts = answer.split("\r\n\r\n", 2);
    assertThat(parts[0].lines().findFirst())
        .hasValueSatisfying(line -> assertThat(line).startsWith("HTTP/1.1 " + status));
    assertThat(parts[0].toLowerCase(Locale.ROOT))
        .contains("content-type: application/problem+json")
        .doesNotContain("server:");
    String body = parts[1].substring(parts[1].indexOf('{'), parts[1].lastIndexOf('}') + 1);
    JsonNode problem = new ObjectMapper().readTree(body);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("title").asText()).isNotBlank();
    assertThat(problem.path("detail").asText()).isNotBlank();
    assertThat(body).doesNotContain("Tomcat", "Apache", "Exception", "org.");
  }

  private String ask(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
