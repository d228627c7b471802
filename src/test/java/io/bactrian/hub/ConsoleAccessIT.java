package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

/** Who gets into the console, and what they may do there. */
class ConsoleAccessIT extends HubTest {

  @Autowired
  @Qualifier("signInLink")
  private Supplier<String> link;

  private ConsoleClient console;

  @BeforeEach
  void console() {
    console = new ConsoleClient(hub.base());
    Awaitility.await().until(() -> signIn(API_TOKEN).statusCode() != 429);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/console/overview",
        "/console/media",
        "/console/parked",
        "/console/jobs",
        "/console/actions",
        "/console/nothing",
        "/console/assets/../media"
      })
  void whoIsNotSignedInIsLedToTheDoor(String path) {
    HttpResponse<String> answer = console.get(path);

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location").orElseThrow())
        .startsWith("/console/sign-in");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void theTokenSignsInWithACookieThatNoScriptAndNoOtherSiteHas() {
    HttpResponse<String> answer = signIn(API_TOKEN);

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
        .contains("HttpOnly", "SameSite=Strict", "Path=/")
        .doesNotContain("Secure", API_TOKEN);
    assertThat(
            console
                .signIn(API_TOKEN, "/", "X-Forwarded-Proto", "https")
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow())
        .contains("Secure");
  }

  @Test
  void aWrongTokenDoesNotAndMakesTheNextTryWait() {
    HttpResponse<String> answer = signIn("wrong");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(answer.body()).contains("not one of this hub");
    assertThat(signIn("wrong again").statusCode()).isEqualTo(429);
    Awaitility.await().until(() -> signIn(API_TOKEN).statusCode() == 303);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://evil.example/", "//evil.example", "/\\evil.example", "/api/jobs"})
  void afterwardsNobodyIsLedElsewhere(String to) {
    assertThat(console.signIn(API_TOKEN, to).headers().firstValue("Location").orElseThrow())
        .isEqualTo("/");
  }

  @Test
  void theWayBackIsKept() {
    assertThat(
            console
                .signIn(API_TOKEN, "/console/media?status=PARKED")
                .headers()
                .firstValue("Location")
                .orElseThrow())
        .isEqualTo("/console/media?status=PARKED");
  }

  @Test
  void aCookieThatWasTouchedIsNone() {
    console.with(API_TOKEN);
    String cookie = console.cookie();
    assertThat(console.get("/").statusCode()).isEqualTo(200);

    String[] parts = cookie.split("\\.", -1);
    console.bring(
        parts[0] + "." + (Long.parseLong(parts[1]) + 1) + "." + parts[2] + "." + parts[3]);
    assertThat(console.get("/").statusCode()).isEqualTo(303);
    console.bring(cookie + "x");
    assertThat(console.get("/").statusCode()).isEqualTo(303);
  }

  @Test
  void nothingIsChangedByARequestOfAnotherPage() {
    console.with(API_TOKEN);

    assertThat(console.actWithoutToken("/console/parked/matching").statusCode()).isEqualTo(403);
    assertThat(
            console
                .actWithoutToken("/console/sign-in", "Sec-Fetch-Site", "cross-site")
                .statusCode())
        .isEqualTo(403);
    assertThat(console.act("/console/parked/matching", "reason", "none " + instance).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aViewerSeesAndChangesNothing() {
    console.with(VIEWER_TOKEN);

    assertThat(console.get("/").body())
        .contains("Viewer")
        .doesNotContain("hx-post=\"/console/parked");
    assertThat(console.act("/console/parked/matching").statusCode()).isEqualTo(403);
    assertThat(
            hub.send(hub.api("/api/jobs").setHeader("Authorization", "Bearer " + VIEWER_TOKEN))
                .statusCode())
        .isEqualTo(200);
    assertThat(
            hub.send(
                    hub.api("/api/parked/replay")
                        .setHeader("Authorization", "Bearer " + VIEWER_TOKEN)
                        .POST(java.net.http.HttpRequest.BodyPublishers.noBody()))
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void theLinkOfAFirstStartSignsInOnce() {
    String path = link.get();

    HttpResponse<String> first = console.get(path);
    assertThat(first.statusCode()).isEqualTo(303);
    console.bring(ConsoleClient.cookieOf(first));
    assertThat(console.get("/").statusCode()).isEqualTo(200);

    console.bring(null);
    assertThat(console.get(path).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/console/media", "/console/sign-in", "/console/jobs/nothing"})
  void aPageLoadsNothingButItsOwnAndMediaFiles(String path) {
    String policy =
        console
            .with(API_TOKEN)
            .get(path)
            .headers()
            .firstValue("Content-Security-Policy")
            .orElseThrow();

    assertThat(policy)
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' http")
        .doesNotContain("unsafe", "*");
  }

  @Test
  void signingOutTakesTheCookieAway() {
    HttpResponse<String> answer = console.with(API_TOKEN).act("/console/sign-out");

    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("bactrian_session=;")
        .contains("Max-Age=0");
    assertThat(answer.headers().firstValue("HX-Redirect")).contains("/console/sign-in");
  }

  @Test
  void whatIsNotThereIsAPageThatSaysSo() {
    HttpResponse<String> answer =
        console.with(API_TOKEN).get("/console/media/00000000-0000-0000-0000-000000000000");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("There is nothing here").startsWith("<!DOCTYPE html>");
    assertThat(console.get("/console/jobs?state=nonsense").statusCode()).isEqualTo(400);
  }

  private HttpResponse<String> signIn(String token) {
    return console.signIn(token, "/");
  }
}
