package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.console.Browser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The console in a real browser. Its pictures are in {@code target/console}. */
class ConsoleIT extends HubTest {

  private static final Path PICTURES = Path.of("target", "console");
  private static final String IMAGE = "05a-image-encrypted-evo-le-2.3.2-base64-strings.json";
  private static final String STRANGE = "malformed/21-unknown-messageType.json";

  private static Browser browser;

  @BeforeAll
  static void start() {
    browser = Browser.start();
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void signIn() {
    browser.as(1280, 900, false, "en");
    browser.call("Network.clearBrowserCookies", Map.of());
    open("/");
    assertThat(browser.text("main")).contains("Sign in");
    browser.type("#token", API_TOKEN);
    browser.click("form button");
    browser.await("document.querySelector('#overview') && document.readyState === 'complete'");
  }

  @AfterEach
  void nothingWasKeptOutAndNoScriptFailed() {
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aPictureThatComesInAppearsByItselfAndIsShownWithItsHistory() {
    hub.post(sample(IMAGE));
    hub.attachment(instance, "STORED");
    open("/console/media?instance=" + instance);
    assertThat(browser.evaluate("document.querySelectorAll('.tile').length").asInt()).isEqualTo(1);

    hub.post(sample("08-document.json"));

    browser.await("document.querySelectorAll('.tile').length === 2");
    browser.await("document.querySelector('.tile:last-child img')?.naturalWidth > 0");
    browser.click(".tile:last-child");
    browser.await("document.querySelector('.preview img')?.naturalWidth > 0");
    assertThat(browser.text("main"))
        .contains("Stored", instance, SampleFiles.HASHES.get("image"), "What happened", "done");
  }

  @Test
  void aReasonIsPutBackAsAWholeAndTheActionIsSeen() {
    hub.post(sample(STRANGE));
    hub.parkedEvent(hub.post(sample(STRANGE)).path("event").asText());
    open("/console/parked?instance=" + instance);
    assertThat(browser.text("table")).contains("Webhook", "no known type", "Replay 1");

    browser.click("table form button");

    browser.await("document.querySelector('#notice').innerText.includes('One job is back')");
    open("/console/actions");
    assertThat(browser.text("tbody tr")).contains("Replay", "instance=" + instance);
  }

  @Test
  void chosenJobsAreCountedAndPutBack() {
    String event = hub.post(sample(STRANGE)).path("event").asText();
    hub.parkedEvent(event);
    open("/console/parked/jobs?instance=" + instance);
    assertThat(
            browser.evaluate("document.querySelector('button[data-chosen]').disabled").asBoolean())
        .isTrue();

    browser.click("input[data-all]");
    assertThat(browser.text("button[data-chosen]")).isEqualTo("Replay 1 chosen");
    browser.click("button[data-chosen]");

    browser.await("document.querySelector('#notice').innerText.includes('One job is back')");
  }

  @Test
  void aWebhookThatWasNotUnderstoodIsShownWithoutItsSecrets() {
    ObjectNode strange = sample(STRANGE).put("apikey", "a-secret-" + instance);
    String event = hub.post(strange).path("event").asText();
    hub.parkedEvent(event);

    open("/console/jobs/" + event);

    assertThat(browser.text("pre")).contains(instance + "\"", "•••").doesNotContain("a-secret");
    assertThat(browser.text("main")).contains("did not understand");
  }

  @Test
  void aTabThatNobodySeesAsksForNothing() {
    open("/");
    browser.await("performance.getEntriesByType('resource').length > 0");
    browser.hidden(true);
    browser.evaluate(
        "window.asked = 0; document.body.addEventListener('htmx:beforeRequest', () => window.asked++)");
    hub.post(sample("01-text-conversation.json"));
    hub.awaitMedia(instance);
    Awaitility.await()
        .during(Duration.ofSeconds(3))
        .until(() -> browser.evaluate("window.asked").asInt() == 0);

    browser.hidden(false);

    browser.await("window.asked > 0");
  }

  @Test
  void portugueseIsSpokenToWhoReadsIt() {
    browser.as(1280, 900, false, "pt-BR,pt;q=0.9,en;q=0.5");
    open("/");

    assertThat(browser.evaluate("document.documentElement.lang").asText()).isEqualTo("pt");
    assertThat(browser.text("nav")).contains("Visão geral", "Estacionados");
  }

  @Test
  void eachViewHasItsPicture() {
    for (String name :
        List.of(
            IMAGE,
            "06-video.json",
            "07-audio-ptt-ogg-opus.json",
            "08-document.json",
            "10-sticker-webp.json",
            STRANGE)) {
      hub.post(sample(name));
    }
    hub.awaitMedia(instance);
    String media = hub.attachment(instance, "STORED").path("id").asText();
    String parked = hub.get("/api/parked").at("/items/0/id").asText();
    for (boolean dark : new boolean[] {false, true}) {
      for (int width : new int[] {1280, 390}) {
        browser.as(width, width == 390 ? 844 : 900, dark, "en");
        picture("/", "overview", width, dark);
        picture("/console/media?instance=" + instance, "media", width, dark);
        picture("/console/media/" + media, "media-file", width, dark);
        picture("/console/parked", "parked", width, dark);
        picture("/console/parked/jobs", "parked-jobs", width, dark);
        picture("/console/jobs", "jobs", width, dark);
        picture("/console/jobs/" + parked, "job", width, dark);
        picture("/console/actions", "actions", width, dark);
        assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
            .isLessThanOrEqualTo(width);
      }
    }
    browser.as(1280, 900, false, "pt-BR");
    picture("/", "overview-pt", 1280, false);
  }

  private void picture(String path, String name, int width, boolean dark) {
    open(path);
    // Those further down than a person has scrolled are not fetched yet.
    browser.await(
        """
        [...document.querySelectorAll('main img')]
          .map(image => { image.loading = 'eager'; return image; })
          .every(image => image.complete)""");
    browser.screenshot(
        PICTURES.resolve(name + (width < 500 ? "-phone" : "") + (dark ? "-dark" : "") + ".png"));
  }

  private void open(String path) {
    browser.open(hub.base().resolve(path).toString());
  }
}
