package io.bactrian.console;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Gives every page of the console its frame, in the language that the browser prefers. */
@ControllerAdvice(basePackageClasses = FrameAdvice.class)
final class FrameAdvice {

  private final Assets assets;
  private final Clock clock;

  FrameAdvice(Assets assets, Clock clock) {
    this.assets = assets;
    this.clock = clock;
  }

  @ModelAttribute("frame")
  Frame frame(HttpServletRequest request) {
    return new Frame(
        new Texts(language(request), clock.instant()),
        SessionFilter.of(request),
        assets,
        request.getRequestURI());
  }

  private static Locale language(HttpServletRequest request) {
    List<Locale.LanguageRange> ranges =
        Collections.list(request.getLocales()).stream()
            .map(locale -> new Locale.LanguageRange(locale.toLanguageTag()))
            .toList();
    Locale best = Locale.lookup(ranges, Texts.LOCALES);
    return best == null ? Locale.ENGLISH : best;
  }
}
