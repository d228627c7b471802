package io.bactrian;

import io.bactrian.evolution.InstanceKeys;
import io.bactrian.job.GoldenRule;
import io.bactrian.job.GoldenRuleViolation;
import io.bactrian.job.JobKindSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * Stops the start with one clear line for each setting that is missing, no address, or contradicts
 * another, instead of falling back to a default that would talk to the wrong server; and with one
 * for each way in which the declared kinds break the golden rule.
 */
public class SettingsCheck implements EnvironmentPostProcessor, Ordered {

  private static final String EMBEDDED = "bactrian.embedded.active";
  private static final String PLAN = "bactrian.embedded.plan.";

  private static final Pattern HTTP = Pattern.compile("https?", Pattern.CASE_INSENSITIVE);

  private static final List<String> ADDRESSES =
      List.of(
          "bactrian.evolution.base-url",
          "bactrian.media.cdn-base-url",
          "bactrian.s3.endpoint",
          "bactrian.s3.public-endpoint");

  private static final Pattern INSTANCE_KEY =
      Pattern.compile(
          "bactrian[._]evolution[._]instances[._\\[].+[._]api[_-]?key", Pattern.CASE_INSENSITIVE);

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    List<String> problems = problems(environment);
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    // Here and not only where the kinds are read: no server has been called yet.
    List<String> violations =
        GoldenRule.violations(
            Binder.get(environment).bindOrCreate("bactrian", JobKindSettings.class).kinds());
    if (!violations.isEmpty()) {
      throw new GoldenRuleViolation(violations);
    }
  }

  static List<String> problems(ConfigurableEnvironment env) {
    List<String> problems = new ArrayList<>();
    require(env, problems, "BACTRIAN_WEBHOOK_TOKEN is missing", "bactrian.webhook.token");
    require(env, problems, "BACTRIAN_API_TOKEN is missing", "bactrian.api.token");
    require(
        env,
        problems,
        "SPRING_DATASOURCE_URL is missing (PostgreSQL)",
        "spring.datasource.url",
        "bactrian.embedded.plan.postgres");
    require(
        env,
        problems,
        "SPRING_RABBITMQ_HOST or SPRING_RABBITMQ_ADDRESSES is missing",
        "spring.rabbitmq.host",
        "spring.rabbitmq.addresses",
        "bactrian.embedded.plan.amqp");
    require(
        env,
        problems,
        "SPRING_DATA_REDIS_HOST or SPRING_DATA_REDIS_URL is missing",
        "spring.data.redis.host",
        "spring.data.redis.url",
        "spring.data.redis.sentinel.master",
        "spring.data.redis.cluster.nodes",
        "bactrian.embedded.plan.redis");
    require(env, problems, "BACTRIAN_S3_BUCKET is missing", "bactrian.s3.bucket");
    require(env, problems, "BACTRIAN_EVOLUTION_BASE_URL is missing", "bactrian.evolution.base-url");
    if (given(env, "bactrian.evolution.base-url") && !givenForAnInstance(env)) {
      require(env, problems, "BACTRIAN_EVOLUTION_API_KEY is missing", "bactrian.evolution.api-key");
    }
    addresses(env, problems);
    contradictions(env, problems);
    halfConfigured(env, problems);
    problems.addAll(InstanceKeys.of(env).problems());
    return problems;
  }

  private static void addresses(ConfigurableEnvironment env, List<String> problems) {
    ADDRESSES.stream()
        .filter(setting -> given(env, setting) && !isHttp(env.getProperty(setting).strip()))
        .map(setting -> variable(setting) + " is no http or https address")
        .forEach(problems::add);
  }

  /** By its authority, for a container's name may have an underscore, which is in no host's. */
  private static boolean isHttp(String address) {
    try {
      URI uri = new URI(address);
      return HTTP.matcher(String.valueOf(uri.getScheme())).matches()
          && uri.getRawAuthority() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static void contradictions(ConfigurableEnvironment env, List<String> problems) {
    if (given(env, "spring.rabbitmq.host") && given(env, "spring.rabbitmq.addresses")) {
      problems.add("SPRING_RABBITMQ_HOST and SPRING_RABBITMQ_ADDRESSES are both set: keep one");
    }
    if (given(env, "spring.data.redis.host") && given(env, "spring.data.redis.url")) {
      problems.add("SPRING_DATA_REDIS_HOST and SPRING_DATA_REDIS_URL are both set: keep one");
    }
    if (given(env, "bactrian.s3.access-key") != given(env, "bactrian.s3.secret-key")) {
      problems.add("BACTRIAN_S3_ACCESS_KEY and BACTRIAN_S3_SECRET_KEY go together: set both");
    }
  }

  /** An embedded server would be used where somebody has a real one in mind. */
  private static void halfConfigured(ConfigurableEnvironment env, List<String> problems) {
    incomplete(
        env,
        problems,
        "postgres",
        "SPRING_DATASOURCE_URL",
        List.of("spring.datasource.username", "spring.datasource.password"));
    incomplete(
        env,
        problems,
        "amqp",
        "SPRING_RABBITMQ_HOST or SPRING_RABBITMQ_ADDRESSES",
        List.of(
            "spring.rabbitmq.port",
            "spring.rabbitmq.username",
            "spring.rabbitmq.password",
            "spring.rabbitmq.virtual-host"));
    incomplete(
        env,
        problems,
        "redis",
        "SPRING_DATA_REDIS_HOST or SPRING_DATA_REDIS_URL",
        List.of(
            "spring.data.redis.port", "spring.data.redis.username", "spring.data.redis.password"));
    incomplete(
        env,
        problems,
        "s3",
        "BACTRIAN_S3_BUCKET",
        List.of("bactrian.s3.access-key", "bactrian.s3.secret-key", "bactrian.s3.region"));
    incomplete(
        env,
        problems,
        "evolution",
        "BACTRIAN_EVOLUTION_BASE_URL",
        List.of("bactrian.evolution.api-key"));
  }

  private static void incomplete(
      ConfigurableEnvironment env,
      List<String> problems,
      String server,
      String missing,
      List<String> settings) {
    List<String> found = settings.stream().filter(setting -> givenByHand(env, setting)).toList();
    if (given(env, PLAN + server) && !found.isEmpty()) {
      problems.add(
          "%s: set, but not %s, which names the server"
              .formatted(
                  found.stream().map(SettingsCheck::variable).collect(Collectors.joining(", ")),
                  missing));
    }
  }

  private static String variable(String setting) {
    return setting.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
  }

  /** Whether an instance has a key of its own; instances without one are told by the audit. */
  private static boolean givenForAnInstance(ConfigurableEnvironment env) {
    return env.getPropertySources().stream()
        .filter(EnumerablePropertySource.class::isInstance)
        .map(source -> (EnumerablePropertySource<?>) source)
        .flatMap(source -> Arrays.stream(source.getPropertyNames()))
        .anyMatch(name -> INSTANCE_KEY.matcher(name).matches() && given(env, name));
  }

  /** Not counting what the embedded servers have set themselves. */
  private static boolean givenByHand(ConfigurableEnvironment env, String setting) {
    return env.getPropertySources().stream()
        .filter(
            source -> !ConfigurationPropertySources.isAttachedConfigurationPropertySource(source))
        .filter(source -> !source.containsProperty(EMBEDDED))
        .map(source -> source.getProperty(setting))
        .anyMatch(value -> value != null && !value.toString().isBlank());
  }

  private static void require(
      ConfigurableEnvironment env, List<String> problems, String problem, String... anyOf) {
    for (String setting : anyOf) {
      if (given(env, setting)) {
        return;
      }
    }
    problems.add(problem);
  }

  private static boolean given(ConfigurableEnvironment env, String setting) {
    String value = env.getProperty(setting);
    return value != null && !value.isBlank();
  }

  /** Last: the embedded servers have said by then what they provide. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
