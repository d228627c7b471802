package io.bactrian.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;

/** Headless Chromium of the distribution, driven by its DevTools protocol. */
public final class Browser implements AutoCloseable {

  private final Process process;
  private final Path profile;
  private final DevTools tab;

  private Browser(Process process, Path profile, URI devTools) {
    this.process = process;
    this.profile = profile;
    tab = new DevTools(devTools);
  }

  /** Skips the test, and says why, where no Chromium is installed. */
  public static Browser start() {
    Path program =
        Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    assumeTrue(program != null, "SKIPPED: no Chromium is installed (.ci/servers install)");
    try {
      Path profile = Files.createTempDirectory("bactrian-browser");
      Process process =
          new ProcessBuilder(
                  program.toString(),
                  "--headless=new",
                  "--no-sandbox",
                  "--disable-gpu",
                  "--disable-dev-shm-usage",
                  "--hide-scrollbars",
                  "--no-first-run",
                  "--remote-debugging-port=0",
                  "--user-data-dir=" + profile,
                  "about:blank")
              .redirectErrorStream(true)
              .start();
      return new Browser(process, profile, devTools(process));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URI devTools(Process process) throws IOException {
    BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("DevTools listening on ")) {
        // What it says later is read away, lest the pipe fills.
        Thread drain = new Thread(() -> out.lines().forEach(each -> {}), "browser-output");
        drain.setDaemon(true);
        drain.start();
        return URI.create(line.substring("DevTools listening on ".length()).strip());
      }
    }
    throw new IOException("Chromium ended without a word");
  }

  /** The size of the window, and what the browser prefers. */
  public Browser as(int width, int height, boolean dark, String language) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    call(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    call("Network.setExtraHTTPHeaders", Map.of("headers", Map.of("Accept-Language", language)));
    return this;
  }

  /** Opens an address and waits until its page is complete. */
  public void open(String url) {
    evaluate("window.left = true");
    call("Page.navigate", Map.of("url", url));
    await("!window.left && document.readyState === 'complete'");
  }

  /** The value of an expression in the page. */
  public JsonNode evaluate(String expression) {
    JsonNode answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(answer.path("exceptionDetails").toString());
    }
    return answer.path("result").path("value");
  }

  /** Waits until an expression is true in the page. */
  public void await(String expression) {
    Awaitility.await(expression)
        .atMost(DevTools.PATIENCE)
        .ignoreExceptions()
        .until(() -> evaluate("Boolean(" + expression + ")").asBoolean());
  }

  /** Clicks on what a selector finds first, as a person's mouse does. */
  public void click(String selector) {
    await("document.querySelector(" + quoted(selector) + ")");
    evaluate("document.querySelector(" + quoted(selector) + ").click()");
  }

  public void type(String selector, String text) {
    evaluate("document.querySelector(" + quoted(selector) + ").focus()");
    call("Input.insertText", Map.of("text", text));
  }

  /** Says yes to what the page asks. */
  public void agree() {
    evaluate("window.confirm = () => true");
  }

  /** The text that a person sees. */
  public String text(String selector) {
    return evaluate("document.querySelector(" + quoted(selector) + ")?.innerText ?? ''").asText();
  }

  /** Puts the tab in the background, or back. */
  public void hidden(boolean hidden) {
    evaluate(
        "Object.defineProperty(document, 'hidden', {configurable: true, get: () => "
            + hidden
            + "}); document.dispatchEvent(new Event('visibilitychange'))");
  }

  /** A picture of the whole page. */
  public void screenshot(Path file) {
    evaluate("window.scrollTo(0, 0)");
    JsonNode size = call("Page.getLayoutMetrics", Map.of()).path("cssContentSize");
    JsonNode picture =
        call(
            "Page.captureScreenshot",
            Map.of(
                "format",
                "png",
                "captureBeyondViewport",
                true,
                "clip",
                Map.of(
                    "x",
                    0,
                    "y",
                    0,
                    "width",
                    size.path("width").asInt(),
                    "height",
                    Math.min(2400, size.path("height").asInt()),
                    "scale",
                    1)));
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, Base64.getDecoder().decode(picture.path("data").asText()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Errors of scripts, and what the Content-Security-Policy kept out. */
  public List<String> complaints() {
    return tab.complaints();
  }

  public JsonNode call(String method, Map<String, ?> parameters) {
    return tab.call(method, parameters);
  }

  private static String quoted(String text) {
    return DevTools.JSON.getNodeFactory().textNode(text).toString();
  }

  @Override
  public void close() {
    tab.close();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
      FileSystemUtils.deleteRecursively(profile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
