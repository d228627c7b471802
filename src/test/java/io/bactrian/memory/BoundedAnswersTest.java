package io.bactrian.memory;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Answers that never end, from a server that says what it is told to. */
class BoundedAnswersTest {

  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final int LARGEST = 100_000;

  @FunctionalInterface
  private interface Answer {
    void write(OutputStream out) throws IOException;
  }

  private final BoundedAnswers bounds =
      new BoundedAnswers(new AnswerSettings(DataSize.ofBytes(LARGEST), Duration.ofMillis(500)));
  private ServerSocket server;
  private CloseableHttpClient client;

  @BeforeEach
  void client() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    HttpClientBuilder builder =
        HttpClientBuilder.create()
            .setConnectionManager(new AnswerHeads().evolutionConnections())
            .disableAutomaticRetries();
    bounds.configureHttpClient(builder);
    client = builder.build();
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    server.close();
    bounds.destroy();
  }

  private String call(Answer answer) throws IOException {
    Thread thread = new Thread(() -> serve(answer));
    thread.setDaemon(true);
    thread.start();
    HttpGet get = new HttpGet("http://127.0.0.1:" + server.getLocalPort() + "/");
    get.setConfig(RequestConfig.custom().setResponseTimeout(Timeout.ofMilliseconds(500)).build());
    return client.execute(
        get, response -> new String(response.getEntity().getContent().readAllBytes(), US_ASCII));
  }

  private void serve(Answer answer) {
    try (Socket socket = server.accept()) {
      socket.getInputStream().read(new byte[4096]);
      answer.write(socket.getOutputStream());
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    } catch (IOException e) {
      // The client has cut it, as it should.
    }
  }

  private static void forEver(OutputStream out, String part, Duration pause) throws IOException {
    while (true) {
      out.write(part.getBytes(US_ASCII));
      out.flush();
      LockSupport.parkNanos(pause.toNanos());
    }
  }

  @Test
  void oneThatEndsIsRead() throws IOException {
    String text = "x".repeat(LARGEST);
    assertThat(
            call(
                out ->
                    out.write(
                        ("HTTP/1.1 200 OK\r\nContent-Length: " + LARGEST + "\r\n\r\n" + text)
                            .getBytes(US_ASCII))))
        .isEqualTo(text);
  }

  @Test
  void oneWithoutEndIsCut() {
    assertThatThrownBy(
            () ->
                call(
                    out -> {
                      out.write(CHUNKED.getBytes(US_ASCII));
                      forEver(out, "400\r\n" + "x".repeat(1024) + "\r\n", Duration.ZERO);
                    }))
        .isInstanceOf(AnswerTooLargeException.class)
        .hasMessage("answer larger than 100000 bytes");
  }

  @Test
  void oneThatUnpacksToMoreIsCut() {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(new byte[LARGEST * 10]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThatThrownBy(
            () ->
                call(
                    out -> {
                      out.write(
                          ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                                  + packed.size()
                                  + "\r\n\r\n")
                              .getBytes(US_ASCII));
                      out.write(packed.toByteArray());
                    }))
        .isInstanceOf(AnswerTooLargeException.class);
  }

  @Test
  void oneThatDripsIsCutInTime() {
    assertThatThrownBy(
            () ->
                call(
                    out -> {
                      out.write(CHUNKED.getBytes(US_ASCII));
                      forEver(out, "1\r\nx\r\n", Duration.ofMillis(100));
                    }))
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessageContaining("in time");
  }

  @Test
  void aHeadThatDripsIsCutInTime() {
    assertThatThrownBy(
            () ->
                call(
                    out -> {
                      out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(US_ASCII));
                      forEver(out, "x", Duration.ofMillis(100));
                    }))
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void aHeadWithoutEndIsCut() {
    assertThatThrownBy(
            () ->
                call(
                    out -> {
                      out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(US_ASCII));
                      forEver(out, "x".repeat(1024), Duration.ZERO);
                    }))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(SocketTimeoutException.class);
  }
}
