package io.bactrian.embedded.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultTest {

  private final EvolutionStandIn standIn = new EvolutionStandIn(0);
  private final Caller caller = new Caller(standIn);

  @BeforeEach
  void put() {
    standIn.put("/m", Content.of("0123456789".getBytes(StandardCharsets.US_ASCII)), "text/plain");
  }

  @AfterEach
  void stop() {
    standIn.close();
  }

  @Test
  void aStatusIsAnsweredSoOftenAndThenNoMore() throws Exception {
    standIn.fault(Fault.status("^/m", 503).retryAfter("2").body("{\"a\":1}").times(2));
    HttpResponse<byte[]> first = caller.get("/m");
    assertThat(first.statusCode()).isEqualTo(503);
    assertThat(first.headers().firstValue("retry-after")).hasValue("2");
    assertThat(Caller.json(first).path("a").asInt()).isEqualTo(1);
    assertThat(caller.get("/m").statusCode()).isEqualTo(503);
    assertThat(caller.get("/m").statusCode()).isEqualTo(200);
  }

  @Test
  void aFaultOfAnotherPathDoesNotCount() throws Exception {
    standIn.fault(Fault.status("^/other", 500));
    assertThat(caller.get("/m").statusCode()).isEqualTo(200);
  }

  @Test
  void aStatusTakesThePlaceOfTheSend() throws Exception {
    standIn.fault(Fault.status("sendText", 500));
    caller.post("/message/sendText/acme", "{\"number\":\"1\",\"text\":\"t\"}");
    assertThat(standIn.sends()).isEmpty();
    assertThat(standIn.count("sendText")).isEqualTo(1);
  }

  @Test
  void aFailureComesAfterTheSend() throws Exception {
    standIn.fault(Fault.fail("sendText", 400).body("{\"a\":1}"));
    HttpResponse<byte[]> answer =
        caller.post("/message/sendText/acme", "{\"number\":\"1\",\"text\":\"t\"}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Caller.json(answer).path("a").asInt()).isEqualTo(1);
    assertThat(standIn.sends()).hasSize(1);
  }

  @Test
  void aRedirectLeadsElsewhere() throws Exception {
    standIn.fault(Fault.redirect("^/m", "http://10.0.0.1/"));
    HttpResponse<byte[]> response = caller.get("/m");
    assertThat(response.statusCode()).isEqualTo(302);
    assertThat(response.headers().firstValue("location")).hasValue("http://10.0.0.1/");
  }

  @Test
  void aDelayComesBeforeTheAnswer() throws Exception {
    standIn.fault(Fault.delay("^/m", Duration.ofMillis(200)));
    long began = System.nanoTime();
    assertThat(caller.get("/m").statusCode()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(190));
  }

  @Test
  void dripsAddUpToTheWhole() throws Exception {
    standIn.fault(Fault.drip("^/m", 3, Duration.ofMillis(50)));

    assertThat(caller.get("/m").body()).asString(StandardCharsets.US_ASCII).isEqualTo("0123456789");
  }

  @Test
  void aTruncatedBodyEndsTooSoon() throws Exception {
    standIn.fault(Fault.truncate("^/m", 4));
    try (Socket socket = ask()) {
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .contains("Content-Length: 10")
          .endsWith("\r\n\r\n0123");
    }
  }

  @Test
  void aResetIsSeenAsOne() throws Exception {
    standIn.fault(Fault.reset("^/m", 0));
    try (Socket socket = ask()) {
      assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void aResetInTheMiddleLosesTheRest() {
    standIn.fault(Fault.reset("^/m", 4));
    assertThatThrownBy(() -> caller.get("/m")).isInstanceOf(IOException.class);
  }

  @Test
  void aFlippedByteIsTheOnlyWrongOne() throws Exception {
    standIn.fault(Fault.flip("^/m", 9));
    byte[] body = caller.get("/m").body();
    assertThat(new String(body, 0, 9, StandardCharsets.US_ASCII)).isEqualTo("012345678");
    assertThat(body[9]).isEqualTo((byte) ~'9');
  }

  @Test
  void anEndlessBodyMayBeginWithATextAndDrip() throws Exception {
    standIn.fault(Fault.endless("^/m", Duration.ofMillis(1)).body("{\"base64\":\""));
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(standIn.baseUrl() + "/m").toURL().openConnection();
    try (InputStream body = connection.getInputStream()) {
      assertThat(new String(body.readNBytes(14), StandardCharsets.US_ASCII))
          .isEqualTo("{\"base64\":\"AAA");
    } finally {
      connection.disconnect();
    }
  }

  @Test
  void anEndlessBodyTellsNoLengthAndGoesOn() throws Exception {
    standIn.fault(Fault.endless("^/m"));
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(standIn.baseUrl() + "/m").toURL().openConnection();
    assertThat(connection.getContentLengthLong()).isEqualTo(-1);
    try (InputStream body = connection.getInputStream()) {
      assertThat(body.readNBytes(1_000_000)).hasSize(1_000_000).startsWith('0', '1');
    } finally {
      connection.disconnect();
    }
  }

  @Test
  void aHangNeverAnswers() throws Exception {
    standIn.fault(Fault.hang("^/m"));
    try (Socket socket = ask()) {
      socket.setSoTimeout(200);
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void clearedFaultsAreOver() throws Exception {
    standIn.fault(Fault.status("^/m", 500)).clearFaults();
    assertThat(caller.get("/m").statusCode()).isEqualTo(200);
  }

  private Socket ask() throws IOException {
    URI uri = URI.create(standIn.baseUrl());
    Socket socket = new Socket(uri.getHost(), uri.getPort());
    socket
        .getOutputStream()
        .write("GET /m HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return socket;
  }
}
