package io.bactrian.console;

import io.bactrian.api.http.AccessOf;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;

/** Renders the console's templates without a server. */
final class RenderedPages {

  private final Instant now;
  private final Assets assets = new Assets();

  RenderedPages(Instant now) {
    this.now = now;
  }

  /** In English, after it could be rendered in every language; kept in {@code target/pages}. */
  String operator(String template, Map<String, Object> model) {
    return render(template, model, new ConsoleSession(AccessOf.operator(), "n", now));
  }

  String viewer(String template, Map<String, Object> model) {
    return render(template, model, new ConsoleSession(AccessOf.viewer(), "n", now));
  }

  private String render(String template, Map<String, Object> model, ConsoleSession session) {
    String[] english = new String[1];
    new WebApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(templates()))
        .withPropertyValues("gg.jte.use-precompiled-templates=true")
        .run(
            context -> {
              View view =
                  context.getBean(ViewResolver.class).resolveViewName(template, Locale.ENGLISH);
              for (Locale locale : Texts.LOCALES) {
                Map<String, Object> all = new HashMap<>(model);
                all.put("frame", new Frame(new Texts(locale, now), session, assets, "/"));
                MockHttpServletResponse response = new MockHttpServletResponse();
                response.setCharacterEncoding("UTF-8");
                MockHttpServletRequest request = new MockHttpServletRequest();
                request.setAttribute(
                    DispatcherServlet.WEB_APPLICATION_CONTEXT_ATTRIBUTE,
                    context.getSourceApplicationContext());
                view.render(all, request, response);
                String page = response.getContentAsString(StandardCharsets.UTF_8);
                Path file = Path.of("target/pages", template + "-" + locale + ".html");
                Files.createDirectories(file.getParent());
                Files.writeString(file, page);
                english[0] = locale.equals(Locale.ENGLISH) ? page : english[0];
              }
            });
    return english[0];
  }

  /** By name, for nothing else of the program knows by what its templates are rendered. */
  private static Class<?> templates() {
    try {
      return Class.forName("gg.jte.springframework.boot.autoconfigure.JteAutoConfiguration");
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
