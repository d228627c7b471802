package io.bactrian.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** The edge on a web server with two threads, in front of one path that takes bodies. */
class EdgeTest {

  private static final int CONNECTIONS = 20;
  private static final int LIMIT = 1_000;
  private static ConfigurableApplicationContext context;
  private static int port;

  private final List<Socket> open = new ArrayList<>();

  @BeforeAll
  static void start() {
    context =
        new SpringApplicationBuilder(Slice.class)
            .properties(
                "server.port=0",
                "server.tomcat.threads.max=2",
                "bactrian.http.body-grace=3s",
                "bactrian.http.linger=5s")
            // No properties of the program itself, nor its log.
            .run("--spring.config.location=optional:classpath:/none/", "--logging.level.root=off");
    port = context.getEnvironment().getRequiredProperty("local.server.port", int.class);
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  @AfterEach
  void closeAll() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/refused", "/error-sent", "/taken"})
  void nobodyWaitsForABodyThatDoesNotCome(String path) throws IOException {
    for (int i = 0; i < CONNECTIONS; i++) {
      send("POST " + path, "Content-Length: 1000");
    }
    long began = System.nanoTime();
    assertThat(answer(send("POST /taken", "Content-Length: 2", "\r\n{}"))).contains("took 2");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @CsvSource({"/refused, 401", "/error-sent, 403"})
  void aRefusedBodyEndsItsConnection(String path, int status) throws IOException {
    String answer = answer(send("POST " + path, "Content-Length: 5", "\r\nabcde"));

    assertThat(answer).startsWith("HTTP/1.1 " + status);
    assertThat(answer.toLowerCase(Locale.ROOT)).contains("connection: close");
  }

  @Test
  void aRefusedSenderThatIsStillWritingGetsToReadTheAnswer() throws IOException {
    Socket socket = send("POST /refused", "Content-Length: 1000000");
    for (int i = 0; i < 100; i++) {
      socket.getOutputStream().write(new byte[10_000]);
    }
    assertThat(answer(socket)).startsWith("HTTP/1.1 401");
  }

  @Test
  void aBodyThatIsTakenLeavesItsConnectionOpen() throws IOException {
    Socket socket = send("POST /taken", "Content-Length: 2", "\r\n{}");
    socket
        .getOutputStream()
        .write(
            "POST /taken HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 3\r\n\r\n{ }"
                .getBytes(StandardCharsets.US_ASCII));

    assertThat(answer(socket)).contains("took 2", "took 3");
  }

  @Test
  void aBodyComesInPieces() throws IOException {
    Socket socket = send("POST /taken", "Transfer-Encoding: chunked", "Connection: close");
    for (int i = 0; i < 3; i++) {
      socket.getOutputStream().write("2\r\nab\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
    }
    socket.getOutputStream().write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

    assertThat(answer(socket)).contains("took 6");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 1001", "Transfer-Encoding: chunked"})
  void aBodyOverTheLimitIsTooLarge(String length) throws IOException {
    Socket socket = send("POST /taken", length, "Connection: close");
    String chunk = "3ea\r\n" + "x".repeat(LIMIT + 2) + "\r\n";
    socket.getOutputStream().write(chunk.getBytes(StandardCharsets.US_ASCII));

    assertThat(answer(socket)).contains("failed PayloadTooLargeException");
  }

  @Test
  void aSlowBodyIsRefusedWhenItsTimeIsOver() throws IOException {
    assertThat(answer(send("POST /taken", "Content-Length: 900", "\r\n{")))
        .contains("failed SlowBodyException");
    assertThat(context.getBean(BodyReceivers.class).underWay()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET / HTTP/3.0|505",
        "TRACE / HTTP/1.1|405",
        "GET /%zz HTTP/1.1|400",
        "G@T / HTTP/1.1|400",
        "GET /a?b=<c> HTTP/1.1|400"
      })
  void whatTheServerRefusesIsAProblem(String line, int status) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    open.add(socket);
    socket
        .getOutputStream()
        .write(
            (line + "\r\nHost: a\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    String answer = answer(socket);

    assertThat(answer).startsWith("HTTP/1.1 " + status).contains("\"status\":" + status);
    assertThat(answer.toLowerCase(Locale.ROOT)).contains("content-type: application/problem+json");
    assertThat(answer).doesNotContain("Tomcat", "<html");
  }

  private Socket send(String request, String... lines) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    open.add(socket);
    socket.setSoTimeout(10_000);
    String head = request + " HTTP/1.1\r\nHost: a\r\n" + String.join("\r\n", lines);
    // The last line may be the body.
    String end = lines[lines.length - 1].startsWith("\r\n") ? "" : "\r\n\r\n";
    socket.getOutputStream().write((head + end).getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return socket;
  }

  /** Up to the end of the connection, or until nothing comes for a second. */
  private static String answer(Socket socket) throws IOException {
    StringBuilder answer = new StringBuilder();
    byte[] piece = new byte[4096];
    try {
      int read = socket.getInputStream().read(piece);
      socket.setSoTimeout(1_000);
      for (; read >= 0; read = socket.getInputStream().read(piece)) {
        answer.append(new String(piece, 0, read, StandardCharsets.US_ASCII));
      }
    } catch (SocketTimeoutException e) {
      // All there is.
    }
    return answer.toString();
  }

  /** Not annotated as a configuration, lest a scan of the whole program's classes finds it. */
  @ConfigurationPropertiesScan("io.bactrian.web")
  @ComponentScan("io.bactrian.web")
  @ImportAutoConfiguration({
    PropertyPlaceholderAutoConfiguration.class,
    ServletWebServerFactoryAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class
  })
  static class Slice {

    @Bean
    FilterRegistrationBean<Filter> paths(BodyReceivers bodies) {
      FilterRegistrationBean<Filter> paths =
          new FilterRegistrationBean<>(
              (request, response, chain) ->
                  answer(bodies, (HttpServletRequest) request, (HttpServletResponse) response));
      paths.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
      return paths;
    }

    private static void answer(
        BodyReceivers bodies, HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      switch (request.getRequestURI()) {
        case "/refused" -> response.setStatus(401);
        case "/error-sent" -> response.sendError(403);
        case "/taken" -> take(bodies, request, response);
        default -> response.setStatus(404);
      }
    }

    private static void take(
        BodyReceivers bodies, HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      ReceivedBody received = ReceivedBody.of(request);
      try {
        if (received == null) {
          if (bodies.receive(request, LIMIT)) {
            return;
          }
          received = ReceivedBody.of(request);
        }
        try (SpooledBody body = received.take()) {
          response.getWriter().write("took " + body.size());
        }
      } catch (IOException e) {
        response.setStatus(500);
        response.getWriter().write("failed " + e.getClass().getSimpleName());
      }
    }
  }
}
