package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.standin.Content;
import io.bactrian.embedded.standin.Fault;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is dead is asked once, and the next rung is tried at once, in the same attempt. */
class DeadRungIT extends MediaRouteTest {

  static Stream<Arguments> deadly() {
    return Stream.of(
        fault("401", path -> Fault.status(path, 401)),
        fault("403", path -> Fault.status(path, 403)),
        fault("404", path -> Fault.status(path, 404)),
        fault("410", path -> Fault.status(path, 410)),
        fault("a flipped byte", path -> Fault.flip(path, 500)),
        fault("a body without an end", Fault::endless),
        fault(
            "a redirect to a private address",
            path -> Fault.redirect(path, "http://169.254.169.254/latest/meta-data/")),
        fault("a redirect to itself", path -> Fault.redirect(path, STAND_IN.baseUrl() + path)));
  }

  private static Arguments fault(String name, Function<String, Fault> fault) {
    return arguments(name, fault);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("deadly")
  void theNextRungServes(String name, Function<String, Fault> fault) {
    STAND_IN.fault(fault.apply(path("url")));

    hub.post(webhook("url", "directPath"));

    assertServedBy("directPath");
    assertThat(fetched("url")).isEqualTo(1);
  }

  @Test
  void otherBytesThanAnnouncedAreNotTaken() {
    STAND_IN.put(path("mediaUrl"), Content.of(STAND_IN.sample("image")), "image/jpeg");

    hub.post(webhook("mediaUrl", "url"));

    assertServedBy("url");
    assertThat(fetched("mediaUrl")).isEqualTo(1);
  }

  @Test
  void evolutionIsTheLastHope() {
    STAND_IN.fault(Fault.status("/" + instance + "/", 410));

    hub.post(webhook("mediaUrl", "url", "directPath"));

    assertServedBy("getBase64FromMediaMessage");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1/photo.enc",
        "http://localhost:%d/photo.enc",
        "http://[::1]:%d/photo.enc",
        "http://169.254.169.254/latest/meta-data/",
        "http://2130706433:%d/photo.enc",
        "file:///etc/passwd"
      })
  void hostsThatAreNotListedAreNotCalled(String url) {
    ObjectNode webhook = webhook("directPath");
    int port = Integer.parseInt(STAND_IN.authority().replaceFirst(".*:", ""));
    Webhooks.content(webhook, "imageMessage").put("url", url.formatted(port));

    hub.post(webhook);

    assertServedBy("directPath");
    assertThat(STAND_IN.count("^GET /photo.enc$")).isZero();
  }

  private void assertServedBy(String rung) {
    JsonNode stored = hub.attachment(instance, "STORED");
    assertThat(stored.path("source").asText()).isEqualTo(rung);
    assertThat(stored.path("attempts").asInt()).isEqualTo(1);
    assertThat(hub.content(id(stored))).isEqualTo(photo);
  }
}
