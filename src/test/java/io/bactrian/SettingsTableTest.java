package io.bactrian;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.job.JobKindSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/**
 * The table of settings names all there are and none that is not. What belongs to Spring or Camel
 * is not looked at.
 */
class SettingsTableTest {

  private static final Pattern PLACEHOLDER =
      Pattern.compile("(?:\\$\\{|\\{\\{\\??)(bactrian\\.[a-z0-9.-]++)(?!\\[)");
  private static final Pattern NAME = Pattern.compile("`(BACTRIAN_[A-Z0-9_<>]+|_[A-Z0-9_]+)`");
  private static final Pattern OF_A_KIND = Pattern.compile("`[^`]*?\\.?([a-z]+(?:-[a-z]+)*)`");

  /** Read before there is a context to bind them. */
  private static final Set<String> EARLY = Set.of("BACTRIAN_ROUTES");

  /** One a name of an instance. */
  private static final String OF_AN_INSTANCE = "BACTRIAN_EVOLUTION_INSTANCES_<NAME>_API_KEY";

  private final Set<String> known = known();

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "README.pt-BR.md"})
  void theTableNamesAllSettingsAndNoOther(String readme) throws IOException {
    List<String> strange = new ArrayList<>();
    Set<String> named = new TreeSet<>();
    for (String row : rows(readme)) {
      String base = "";
      for (MatchResult found : NAME.matcher(firstCell(row)).results().toList()) {
        String name = found.group(1);
        if (name.startsWith("_")) {
          name = completed(base, name);
        } else {
          base = name;
        }
        if (known.contains(name)) {
          named.add(name);
        } else if (!base.isEmpty()) {
          strange.add(name);
        }
      }
    }

    assertThat(strange).as("named, but nowhere in the program").isEmpty();
    assertThat(named).as("settings of the program").isEqualTo(known);
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "README.pt-BR.md"})
  void theTableNamesAllSettingsOfAKindAndNoOther(String readme) throws IOException {
    Set<String> named =
        rows(readme).stream()
            .map(SettingsTableTest::firstCell)
            .filter(cell -> cell.startsWith("`…") || cell.startsWith("`bactrian.kinds["))
            .flatMap(cell -> OF_A_KIND.matcher(cell).results())
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(named)
        .isEqualTo(
            Stream.of(JobKindSettings.Declaration.class.getRecordComponents())
                .map(component -> dashed(component.getName()))
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void bothTablesHaveTheSameDefaultsInTheSameOrder() throws IOException {
    assertThat(figures("README.pt-BR.md")).isEqualTo(figures("README.md"));
  }

  /** The names of each row, and what of its defaults is not said in a language. */
  private static List<String> figures(String readme) throws IOException {
    return rows(readme).stream()
        .filter(row -> row.startsWith("| `"))
        .map(
            row ->
                firstCell(row)
                    + " "
                    + Pattern.compile("(?<![\\w/])\\d[\\w:/.-]*")
                        .matcher(row.substring(row.lastIndexOf('|', row.length() - 3)))
                        .results()
                        .map(MatchResult::group)
                        .toList())
        .map(row -> row.replaceAll(" (or|ou) ", " "))
        .toList();
  }

  private static Set<String> known() {
    Set<String> names = new TreeSet<>(EARLY);
    names.add(OF_AN_INSTANCE);
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    scanner
        .findCandidateComponents("io.bactrian")
        .forEach(found -> names.addAll(bound(found.getBeanClassName())));
    Stream.of("src/main/java", "src/main/resources", "routes")
        .flatMap(SettingsTableTest::placeholders)
        .forEach(names::add);
    return names;
  }

  private static List<String> bound(String type) {
    try {
      Class<?> settings = Class.forName(type);
      String prefix = settings.getAnnotation(ConfigurationProperties.class).value();
      return Stream.of(settings.getRecordComponents())
          // Of several, each has its own name: told apart by OF_AN_INSTANCE and OF_A_KIND.
          .filter(component -> !Map.class.isAssignableFrom(component.getType()))
          .map(RecordComponent::getName)
          .map(name -> variable(prefix + "." + dashed(name)))
          .toList();
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Stream<String> placeholders(String folder) {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      return files
          .filter(file -> file.toString().matches(".*\\.(java|ya?ml|properties)"))
          .flatMap(file -> PLACEHOLDER.matcher(read(file)).results())
          .map(found -> variable(found.group(1)))
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

  /** The shortest way in which a suffix makes a name of the row's first one. */
  private String completed(String base, String suffix) {
    for (int end = base.length(); end > 0; end = base.lastIndexOf('_', end - 1)) {
      if (known.contains(base.substring(0, end) + suffix)) {
        return base.substring(0, end) + suffix;
      }
    }
    return base + "…" + suffix;
  }

  private static List<String> rows(String readme) throws IOException {
    return Files.readAllLines(Path.of(readme)).stream()
        .dropWhile(line -> !line.contains("`SERVER_PORT`"))
        .takeWhile(line -> line.startsWith("|"))
        .toList();
  }

  private static String firstCell(String row) {
    return row.substring(1, row.indexOf('|', 1)).trim();
  }

  private static String dashed(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static String variable(String property) {
    return property.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
  }
}
