package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.standin.Content;
import io.bactrian.embedded.standin.Fault;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
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

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 410})
  void whatRefusedForAnHourAndThenServesIsStoredWithNoOneActing(int status) {
    STAND_IN.fault(Fault.status("/" + instance + "/", status));
    evolutionHasNot();
    hub.post(webhook("mediaUrl", "url", "directPath"));
    JsonNode refused = attachment(each -> each.path("attempts").asInt() >= 3);
    assertThat(refused.path("status").asText()).isEqualTo("PENDING");
    assertThat(refused.path("lastError").asText()).contains("url: HTTP " + status);

    passes(Duration.ofHours(1), id(refused));
    STAND_IN.clearFaults();

    JsonNode stored = hub.attachment(instance, "STORED");
    assertThat(stored.path("source").asText()).isEqualTo("mediaUrl");
    assertThat(hub.content(id(stored))).isEqualTo(photo);
    assertThat(fetched("url")).isGreaterThanOrEqualTo(3);
  }

  @Test
  void otherBytesThanTheHashNamesAreAskedForAgain() {
    STAND_IN.fault(Fault.flip(path("url"), 500).times(2));
    evolutionHasNot();

    hub.post(webhook("url"));

    JsonNode stored = hub.attachment(instance, "STORED");
    assertThat(stored.path("attempts").asInt()).isEqualTo(3);
    assertThat(hub.content(id(stored))).isEqualTo(photo);
  }

  @Test
  void whatIsRefusedUntilItsDeadlineIsParkedThen() {
    STAND_IN.fault(Fault.status("/" + instance + "/", 403));
    evolutionHasNot();
    hub.post(webhook("url"));
    UUID refused = id(attachment(each -> each.path("attempts").asInt() >= 2));

    passes(Duration.ofDays(30), refused);

    assertThat(hub.attachment(instance, "PARKED").path("lastError").asText()).contains("HTTP 403");
  }

  /** The clock moves on, as far as a media file can see it. */
  private void passes(Duration time, UUID attachment) {
    for (String row : List.of("attachment set ", "job set next_attempt_at = now(), ")) {
      jdbc.sql(
              "update "
                  + row
                  + "expires_at = expires_at - make_interval(secs => :seconds) where "
                  + (row.startsWith("job") ? "subject" : "id")
                  + " = :id")
          .param("seconds", time.toSeconds())
          .param("id", attachment)
          .update();
    }
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
