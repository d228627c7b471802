package io.bactrian.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.bactrian.memory.AnswerSettings;
import io.bactrian.memory.BoundedAnswers;
import io.bactrian.memory.DecodingBudget;
import io.bactrian.memory.DecodingSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** The route that calls Evolution, before a server whose answer has no end. */
class CallEvolutionTest {

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void routes() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] more = new byte[8192];
          try (exchange) {
            while (true) {
              exchange.getResponseBody().write(more);
            }
          } catch (IOException e) {
            // The caller has had enough.
          }
        });
    server.start();
    AnswerSettings answers = new AnswerSettings(DataSize.ofKilobytes(100), Duration.ofSeconds(5));
    DecodingSettings decoding =
        new DecodingSettings(DataSize.ofMegabytes(9), DataSize.ofBytes(0), Duration.ofMillis(9), 1);
    HttpComponent http = new HttpComponent();
    http.setHttpClientConfigurer(new BoundedAnswers(answers));
    camel.addComponent("http", http);
    camel.getRegistry().bind("evolutionCalls", new EvolutionCalls(5_000));
    camel
        .getRegistry()
        .bind(
            "evolutionBody",
            new EvolutionBody(new DecodingBudget(decoding, new SimpleMeterRegistry()), answers));
    camel.getRegistry().bind("evolutionAnswer", new EvolutionAnswer(new ObjectMapper()));
    camel
        .getPropertiesComponent()
        .addOverrideProperty("bactrian.evolution.connect-timeout-ms", "5000");
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(
            PluginHelper.getResourceLoader(camel)
                .resolveResource("file:routes/call-evolution.camel.yaml"));
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:handler").setProperty("handled", constant(true));
            from("direct:job")
                .onException(Exception.class)
                .handled(true)
                .to("direct:handler")
                .end()
                .to("direct:call-evolution");
          }
        });
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void anAnswerWithoutEndIsAFailureThatCanBeHandled() {
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());

    Exchange done =
        camel
            .createProducerTemplate()
            .request(
                "direct:job",
                exchange ->
                    exchange
                        .getMessage()
                        .setBody(
                            EvolutionCall.of("POST", base, "chat/x", "sales", null, "k", "{}")));

    assertThat(done.getException()).isNull();
    assertThat(done.getProperty("handled")).isEqualTo(true);
    assertThat(done.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
        .isInstanceOf(UnknownOutcomeException.class)
        .hasMessageContaining("larger than");
  }
}
