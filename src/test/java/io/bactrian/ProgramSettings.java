package io.bactrian;

import io.bactrian.job.JobKindSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** The settings that the program reads, each with its default, as code and files have them. */
final class ProgramSettings {

  private static final Pattern PLACEHOLDER =
      Pattern.compile("(?:\\$\\{|\\{\\{\\??)(bactrian\\.[a-z0-9.-]++)(?!\\[)(?::([^}]*))?\\}");
  private static final Path KINDS = Path.of("routes/application.properties");
  private static final Path SPRING = Path.of("src/main/resources/application.yaml");

  private ProgramSettings() {}

  /** Variable to default, of Bactrian's own settings; an empty text where there is none. */
  static Map<String, String> own() {
    Map<String, String> found = new TreeMap<>();
    // Read before there is a context to bind it.
    found.put("BACTRIAN_ROUTES", "");
    // One a name of an instance.
    found.put("BACTRIAN_EVOLUTION_INSTANCES_<NAME>_API_KEY", "");
    found.put("BACTRIAN_EVOLUTION_INSTANCES_<NAME>_NAME", "");
    Stream.of("src/main/java", "src/main/resources", "routes")
        .flatMap(ProgramSettings::placeholders)
        .forEach(
            placeholder ->
                found.merge(
                    variable(placeholder.group(1)),
                    placeholder.group(2) == null ? "" : placeholder.group(2),
                    (one, other) -> one.isEmpty() ? other : one));
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    scanner
        .findCandidateComponents("io.bactrian")
        .forEach(bean -> found.putAll(bound(bean.getBeanClassName())));
    found.replaceAll((name, value) -> inFiles().getOrDefault(name, value));
    return found;
  }

  /** Variable to value, of what the packaged configuration sets, Spring's and Camel's too. */
  static Map<String, String> inFiles() {
    Properties all = new Properties();
    var yaml = new YamlPropertiesFactoryBean();
    yaml.setResources(new FileSystemResource(SPRING));
    all.putAll(yaml.getObject());
    all.putAll(properties());
    Map<String, String> found = new TreeMap<>();
    all.forEach((name, value) -> found.put(variable(name.toString()), value.toString()));
    return found;
  }

  /** Setting of a kind to its default; an empty text where there is none. */
  static Map<String, String> ofAKind() {
    return components(JobKindSettings.Declaration.class, "");
  }

  /** Kind, a blank and the setting, to what the packaged configuration says. */
  static Map<String, String> ofTheKinds() {
    Map<String, String> found = new TreeMap<>();
    Pattern entry = Pattern.compile("bactrian\\.kinds\\[([a-z_]+)]\\.([a-z-]+)");
    properties()
        .forEach(
            (name, value) -> {
              var match = entry.matcher(name.toString());
              if (match.matches()) {
                found.put(match.group(1) + " " + match.group(2), value.toString());
              }
            });
    return found;
  }

  private static Properties properties() {
    Properties read = new Properties();
    try (var reader = Files.newBufferedReader(KINDS)) {
      read.load(reader);
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> bound(String type) {
    try {
      Class<?> settings = Class.forName(type);
      Map<String, String> found = new TreeMap<>();
      components(settings, settings.getAnnotation(ConfigurationProperties.class).value() + ".")
          .forEach((name, value) -> found.put(variable(name), value));
      return found;
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of a record: its components, dashed. Of a map each entry has a name of its own. */
  private static Map<String, String> components(Class<?> settings, String prefix) {
    Constructor<?> canonical = settings.getDeclaredConstructors()[0];
    Map<String, String> found = new TreeMap<>();
    for (Parameter parameter : canonical.getParameters()) {
      if (!Map.class.isAssignableFrom(parameter.getType())) {
        DefaultValue value = parameter.getAnnotation(DefaultValue.class);
        found.put(
            prefix + dashed(parameter.getName()),
            value == null ? "" : String.join(",", List.of(value.value())));
      }
    }
    return found;
  }

  private static Stream<MatchResult> placeholders(String folder) {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      return files
          .filter(file -> file.toString().matches(".*\\.(java|ya?ml|properties)"))
          .flatMap(file -> PLACEHOLDER.matcher(read(file)).results())
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String dashed(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static String variable(String property) {
    return property.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
  }
}
