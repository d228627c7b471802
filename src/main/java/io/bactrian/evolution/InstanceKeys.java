package io.bactrian.evolution;

import io.bactrian.chat.InstanceName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The keys of single instances, by the exact names of these.
 *
 * <p>A variable of the environment can't spell every name: {@code
 * BACTRIAN_EVOLUTION_INSTANCES_ACME_SUPPORT_API_KEY} is the key of {@code acme-support}, in small
 * letters and with {@code -} for {@code _}, and of no other. Where the name is spelled otherwise,
 * {@code BACTRIAN_EVOLUTION_INSTANCES_ACME_SUPPORT_NAME} says how.
 *
 * @param keys the key of each instance that has one
 * @param problems what is wrong with these settings, a line each
 */
public record InstanceKeys(Map<String, String> keys, List<String> problems) {

  private static final String PREFIX = "BACTRIAN_EVOLUTION_INSTANCES_";
  private static final Pattern VARIABLE = Pattern.compile(PREFIX + "([A-Z0-9_]+?)_(API_KEY|NAME)");

  /** Those that the settings give. */
  public static InstanceKeys of(ConfigurableEnvironment environment) {
    Map<String, String> keys = new TreeMap<>();
    List<String> problems = new ArrayList<>();
    spelled(environment)
        .forEach((name, instance) -> put(name, instance.apiKey(), "", keys, problems));
    for (String folded : folded(environment)) {
      String key = environment.getProperty(PREFIX + folded + "_API_KEY");
      String name = environment.getProperty(PREFIX + folded + "_NAME");
      if (isBlank(key)) {
        if (!isBlank(name)) {
          problems.add(PREFIX + folded + "_NAME names an instance without a key");
        }
        continue;
      }
      String spelled = isBlank(name) ? folded.toLowerCase(Locale.ROOT).replace('_', '-') : name;
      put(spelled, key, PREFIX + folded + "_NAME", keys, problems);
    }
    return new InstanceKeys(Map.copyOf(keys), List.copyOf(problems));
  }

  private static void put(
      String name, String key, String variable, Map<String, String> keys, List<String> problems) {
    if (isBlank(key)) {
      return;
    }
    String setting = variable.isEmpty() ? "a key of bactrian.evolution.instances" : variable;
    if (!InstanceName.isFit(name)) {
      problems.add(setting + " is no name of an instance: " + InstanceName.RULE);
    } else if (keys.putIfAbsent(name, key) != null && !keys.get(name).equals(key)) {
      problems.add(setting + " names an instance that another setting gives another key");
    }
  }

  /** Where a property's name has the instance's as it is; not so in the environment. */
  private static Map<String, EvolutionSettings.Instance> spelled(
      ConfigurableEnvironment environment) {
    List<PropertySource<?>> sources =
        environment.getPropertySources().stream()
            .filter(source -> !(source instanceof SystemEnvironmentPropertySource))
            .filter(
                source ->
                    !ConfigurationPropertySources.isAttachedConfigurationPropertySource(source))
            .toList();
    return new Binder(
            ConfigurationPropertySources.from(sources),
            new PropertySourcesPlaceholdersResolver(environment))
        .bind(
            "bactrian.evolution.instances",
            Bindable.mapOf(String.class, EvolutionSettings.Instance.class))
        .orElse(Map.of());
  }

  private static TreeSet<String> folded(ConfigurableEnvironment environment) {
    TreeSet<String> names = new TreeSet<>();
    StreamSupport.stream(environment.getPropertySources().spliterator(), false)
        .filter(EnumerablePropertySource.class::isInstance)
        .flatMap(source -> Arrays.stream(((EnumerablePropertySource<?>) source).getPropertyNames()))
        .map(VARIABLE::matcher)
        .filter(Matcher::matches)
        .forEach(matcher -> names.add(matcher.group(1)));
    return names;
  }

  private static boolean isBlank(String value) {
    return value == null || value.isBlank();
  }
}
