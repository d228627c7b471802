package io.bactrian.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.failure.PermanentFailureException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvolutionCallTest {

  @ParameterizedTest
  @CsvSource({
    "acme-support, acme-support",
    "p.r.i.v, p.r.i.v",
    "a b, a%20b",
    "a+b, a%2Bb",
    "a:b@c, a%3Ab%40c",
    "RAW(x), RAW%28x%29",
    "é, %C3%A9"
  })
  void anInstanceIsOneEncodedSegment(String instance, String encoded) {
    EvolutionCall call = call("https://evolution.test", instance, null);

    assertThat(call.url()).isEqualTo("https://evolution.test/chat/findMessages/" + encoded);
    assertThat(URI.create(call.url()).getQuery()).isNull();
    assertThat(URLDecoder.decode(encoded, StandardCharsets.UTF_8)).isEqualTo(instance);
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "a/b", "../admin", "a?b#c", "{{x}}", "${header.x}", "%2e%2e"})
  void aNameThatLeadsElsewhereIsNeverCalled(String instance) {
    assertThatThrownBy(() -> call("https://evolution.test", instance, null))
        .isInstanceOf(PermanentFailureException.class);
  }

  @Test
  void theBaseMayHaveAPathAndEndInSlashes() {
    assertThat(call("https://evolution.test/api//", "acme", null).url())
        .isEqualTo("https://evolution.test/api/chat/findMessages/acme");
  }

  @Test
  void aQueryFollowsTheInstance() {
    String query = "groupJid=" + EvolutionCall.encode("1-2@g.us");

    assertThat(call("https://evolution.test", "acme", query).url())
        .isEqualTo("https://evolution.test/chat/findMessages/acme?groupJid=1-2%40g.us");
  }

  @Test
  void itsTextDoesNotTellTheKeyNorTheBody() {
    assertThat(call("https://evolution.test", "acme", null))
        .asString()
        .isEqualTo("POST https://evolution.test/chat/findMessages/acme");
  }

  @Test
  void itTakesThePlaceOfWhateverHeadersThereWere() {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.getMessage().setHeader("Authorization", "another's");
    exchange.getMessage().setHeader(Exchange.HTTP_QUERY, "injected=1");

    call("https://evolution.test", "acme", null).apply(exchange);

    assertThat(exchange.getMessage().getHeaders())
        .containsOnlyKeys(Exchange.HTTP_URI, Exchange.HTTP_METHOD, "apikey", Exchange.CONTENT_TYPE)
        .containsEntry("apikey", "secret");
    assertThat(exchange.getMessage().getBody()).isEqualTo("{}");
  }

  private static EvolutionCall call(String base, String instance, String query) {
    return EvolutionCall.of(
        "POST", URI.create(base), "chat/findMessages", instance, query, "secret", "{}");
  }
}
