package io.bactrian.embedded;

import static io.bactrian.embedded.EmbeddedServer.EVOLUTION;
import static io.bactrian.embedded.EmbeddedServer.S3;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * Decides which embedded servers run and adds, at the lowest precedence, the settings that follow
 * from it. After the configuration files, for they may name real servers.
 */
final class EmbeddedEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

  /** Property source of what was decided and made here. */
  static final String SOURCE = "embedded servers";

  static final List<String> TOKENS = List.of("bactrian.webhook.token", "bactrian.api.token");

  @Override
  public int getOrder() {
    return ConfigDataEnvironmentPostProcessor.ORDER + 100;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    ClassLoader loader = EmbeddedEnvironmentPostProcessor.class.getClassLoader();
    if (environment.getPropertySources().contains(SOURCE)
        || !EmbeddedPlan.possible(environment, loader)) {
      return;
    }
    EmbeddedPlan plan = EmbeddedPlan.of(environment, loader);
    Map<String, Object> follows = new LinkedHashMap<>(plan.asProperties());
    follows.put("bactrian.embedded.active", "true");
    // The servers' own tongues tell every connection, queue and handler at INFO.
    follows.put("logging.level.qpid", "WARN");
    follows.put("logging.level.org.apache.qpid", "WARN");
    follows.put("logging.level.org.gaul", "WARN");
    storage(plan, follows);
    evolution(plan, environment, follows);
    FirstRunTokens tokens = new FirstRunTokens(EmbeddedSettings.of(environment).root());
    for (String name : TOKENS) {
      if (!StringUtils.hasText(environment.getProperty(name))) {
        follows.put(name, tokens.token(name));
      }
    }
    environment.getPropertySources().addLast(new MapPropertySource(SOURCE, follows));
  }

  private static void storage(EmbeddedPlan plan, Map<String, Object> follows) {
    if (plan.wants(S3)) {
      follows.put("bactrian.s3.endpoint", "http://" + plan.authority(S3));
      follows.put("bactrian.s3.region", "us-east-1");
      follows.put("bactrian.s3.bucket", S3Store.BUCKET);
      follows.put("bactrian.s3.access-key", S3Store.ACCESS_KEY);
      follows.put("bactrian.s3.secret-key", S3Store.SECRET_KEY);
      follows.put("bactrian.s3.path-style", "true");
    }
  }

  /** With the stand-in nothing leaves the machine: media come from it and from S3 alone. */
  private static void evolution(
      EmbeddedPlan plan, ConfigurableEnvironment environment, Map<String, Object> follows) {
    if (!plan.wants(EVOLUTION)) {
      return;
    }
    String url = "http://" + plan.authority(EVOLUTION);
    follows.put("bactrian.evolution.base-url", url);
    follows.put("bactrian.evolution.api-key", StandInServer.API_KEY);
    if (!EmbeddedPlan.isSet(environment, "bactrian.media.cdn-base-url")) {
      follows.put("bactrian.media.cdn-base-url", url);
    }
    if (!EmbeddedPlan.isSet(environment, "bactrian.media.allowed-hosts")) {
      Set<String> hosts = new LinkedHashSet<>();
      hosts.add(plan.authority(EVOLUTION));
      if (plan.wants(S3)) {
        hosts.add(plan.authority(S3));
      } else if (StringUtils.hasText(environment.getProperty("bactrian.s3.endpoint"))) {
        hosts.add(URI.create(environment.getProperty("bactrian.s3.endpoint")).getAuthority());
      }
      follows.put("bactrian.media.allowed-hosts", String.join(",", hosts));
    }
  }
}
