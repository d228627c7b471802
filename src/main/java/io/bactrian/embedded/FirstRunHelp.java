package io.bactrian.embedded;

import java.io.PrintStream;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/**
 * What a person needs after the first start. On the console and not in the log, for it shows
 * secrets, and only those that were made here.
 */
final class FirstRunHelp implements ApplicationListener<ApplicationReadyEvent> {

  private final PrintStream console;

  FirstRunHelp(PrintStream console) {
    this.console = console;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    ConfigurableEnvironment environment = event.getApplicationContext().getEnvironment();
    PropertySource<?> made =
        environment.getPropertySources().get(EmbeddedEnvironmentPostProcessor.SOURCE);
    EmbeddedPlan plan = EmbeddedPlan.decided(environment);
    String port = environment.getProperty("local.server.port", "8080");
    StringBuilder text = new StringBuilder(System.lineSeparator());
    line(text, "Bactrian", "http://localhost:" + port);
    if (made != null && made.containsProperty("bactrian.api.token")) {
      signIn(event.getApplicationContext())
          .ifPresent(path -> line(text, "sign in, once", "http://localhost:" + port + path));
    }
    line(text, "webhook", "http://localhost:" + port + "/webhooks/evolution");
    if (made != null) {
      token(text, made, "webhook token", "bactrian.webhook.token", "X-Webhook-Token: ");
      token(text, made, "API token", "bactrian.api.token", "Authorization: Bearer ");
    }
    plan.ports()
        .forEach((server, at) -> line(text, server.title(), "127.0.0.1:" + at + "  (embedded)"));
    line(text, "data", EmbeddedSettings.of(environment).root().toString());
    console.println(text);
  }

  /** The path of a link that signs in once; the console makes it, by the name of its bean. */
  private static Optional<Object> signIn(ApplicationContext context) {
    return context.containsBean("signInLink")
        ? Optional.of(context.getBean("signInLink", Supplier.class).get())
        : Optional.empty();
  }

  private static void token(
      StringBuilder text, PropertySource<?> made, String label, String name, String header) {
    if (made.containsProperty(name)) {
      line(text, label, header + made.getProperty(name));
    }
  }

  private static void line(StringBuilder text, String label, String value) {
    text.append(String.format("  %-20s %s%n", label, value));
  }
}
