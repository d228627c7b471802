package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.standin.Content;
import io.bactrian.embedded.standin.Fault;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What is dead is asked once, and the next rung is tried at once, in the same attempt. */
class DeadRungIT extends MediaRouteTest {

  @Autowired private MovableClock clock;

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
    JsonNode refused = attachment(each -> each.path("attempts").asInt() >= 2);
    assertThat(refused.path("status").asText()).isEqualTo("PENDING");
    assertThat(refused.path("lastError").asText()).contains("url: HTTP " + status);

    for (int minutes = 0; minutes < 60; minutes += 10) {
      int attempts = hub.get("/api/attachments/" + id(refused)).path("attempts").asInt();
      passes(Duration.ofMinutes(10), id(refused));
      // By its schedule it is due by now, and is refused once more.
      JsonNode again = attachment(each -> each.path("attempts").asInt() > attempts);
      assertThat(again.path("status").asText()).isEqualTo("PENDING");
    }
    STAND_IN.clearFaults();
    passes(Duration.ofMinutes(10), id(refused));

    JsonNode stored = hub.attachment(instance, "STORED");
    assertThat(stored.path("source").asText()).isEqualTo("mediaUrl");
    assertThat(stored.path("attempts").asInt()).isGreaterThanOrEqualTo(9);
    assertThat(hub.content(id(stored))).isEqualTo(photo);
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

  /**
   * The clocks of the program and of the database move on. As that of the database can't, what it
   * compares with its clock moves back: when a job is due, and since when it is at hand.
   */
  private void passes(Duration time, UUID attachment) {
    jdbc.sql(
            """
            update job set next_attempt_at = next_attempt_at - passed,
              not_before = not_before - passed, queued_at = queued_at - passed,
              started_at = started_at - passed, created_at = created_at - passed
            from make_interval(secs => :seconds) as passed
            where subject = :id and claimed_by is null""")
        .param("seconds", time.toSeconds())
        .param("id", attachment)
        .update();
    clock.forward(time);
  }

  @AfterEach
  void aRightClock() {
    clock.right();
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
