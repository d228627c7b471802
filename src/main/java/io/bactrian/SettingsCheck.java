package io.bactrian;

import io.bactrian.job.GoldenRule;
import io.bactrian.job.GoldenRuleViolation;
import io.bactrian.job.JobKindSettings;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Stops the start with one clear line for each setting that is missing or contradicts another,
 * instead of falling back to a default that would talk to the wrong server; and with one for each
 * way in which the declared kinds break the golden rule.
 */
public class SettingsCheck implements EnvironmentPostProcessor, Ordered {

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
    contradictions(env, problems);
    return problems;
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
