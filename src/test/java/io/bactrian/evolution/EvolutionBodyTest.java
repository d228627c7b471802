package io.bactrian.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.memory.AnswerSettings;
import io.bactrian.memory.DecodingBudget;
import io.bactrian.memory.DecodingSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class EvolutionBodyTest {

  private final EvolutionBody body =
      new EvolutionBody(
          new DecodingBudget(
              new DecodingSettings(
                  DataSize.ofMegabytes(1), DataSize.ofBytes(0), Duration.ofMillis(1), 1),
              new SimpleMeterRegistry()),
          new AnswerSettings(DataSize.ofMegabytes(1), Duration.ofSeconds(1)));
  private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

  private String read(InputStream answer) throws IOException {
    exchange.getMessage().setBody(answer);
    return body.read(answer, exchange);
  }

  @Test
  void anAnswerIsRead() throws IOException {
    assertThat(read(new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8))))
        .isEqualTo("{}");
  }

  @Test
  void oneThatBreaksOffIsNotLeftToWhoeverHandlesTheFailure() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("cut");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
          }
        };
    assertThatThrownBy(() -> read(broken)).isInstanceOf(UnknownOutcomeException.class);
    assertThat(exchange.getMessage().getBody()).isNull();
  }
}
