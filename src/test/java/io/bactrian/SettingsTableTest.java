package io.bactrian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * docs/SETTINGS.md has one row for each setting of the program, with its default, and no other. The
 * READMEs have some of them. Of what belongs to Spring or Camel only the default is looked at.
 */
class SettingsTableTest {

  private static final Path TABLE = Path.of("docs/SETTINGS.md");
  private static final Pattern NAME = Pattern.compile("`([A-Z][A-Z0-9_<>]+|_[A-Z0-9_]+)`");

  /** What the table says instead of the default in the code. */
  private static final Map<String, String> OTHERWISE =
      Map.of(
          // The default is the embedded server's.
          "BACTRIAN_S3_BUCKET", "required",
          "BACTRIAN_AUDIT_EVENTS", "those of [Operating](OPERATING.md#connect-evolution)");

  @Test
  void theTableNamesAllSettingsAndNoOther() throws IOException {
    Set<String> named =
        rows().keySet().stream()
            .filter(name -> name.startsWith("BACTRIAN_"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(named).isEqualTo(ProgramSettings.own().keySet());
  }

  @Test
  void theTableHasTheDefaultsOfTheProgram() throws IOException {
    Map<String, String> expected = new HashMap<>(ProgramSettings.inFiles());
    expected.putAll(ProgramSettings.own());
    expected.values().removeIf(String::isEmpty);
    expected.putAll(OTHERWISE);

    assertThat(rows())
        .allSatisfy(
            (name, cells) -> {
              if (expected.containsKey(name)) {
                assertThat(cells.get(3)).as(name).isEqualTo(expected.get(name));
              }
            });
  }

  @Test
  void theTableOfKindsHasAllTheirSettings() throws IOException {
    Map<String, String> expected = ProgramSettings.ofAKind();
    Map<String, String> said = new TreeMap<>();
    rows()
        .forEach(
            (name, cells) -> {
              if (expected.containsKey(name)) {
                said.put(name, cells.get(3));
              }
            });

    assertThat(said.keySet()).isEqualTo(expected.keySet());
    expected.values().removeIf(String::isEmpty);
    assertThat(said).containsAllEntriesOf(expected);
  }

  @Test
  void theTableOfKindsSaysWhatTheyAreSetTo() throws IOException {
    Map<String, String> said = new TreeMap<>();
    List<String> head = List.of();
    for (String line : Files.readAllLines(TABLE)) {
      List<String> cells = cells(line);
      if (line.startsWith("| kind |")) {
        head = cells;
      } else if (!head.isEmpty() && cells.size() == head.size() && !line.startsWith("|---")) {
        for (int column = 1; column < cells.size(); column++) {
          if (!cells.get(column).equals("-")) {
            said.put(bare(cells.get(0)) + " " + bare(head.get(column)), cells.get(column));
          }
        }
      }
    }

    assertThat(said).isEqualTo(ProgramSettings.ofTheKinds());
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "README.pt-BR.md"})
  void aReadmeNamesNoSettingThatTheTableLacks(String readme) throws IOException {
    Set<String> all = rows().keySet();
    List<String> strange = new ArrayList<>();
    int named = 0;
    for (List<String> row : settingsOf(readme)) {
      String base = "";
      for (MatchResult found : NAME.matcher(row.get(0)).results().toList()) {
        String name = found.group(1);
        base = name.startsWith("_") ? completed(all, base, name) : name;
        named++;
        if (!all.contains(base)) {
          strange.add(base);
        }
      }
    }

    assertThat(named).as("settings in " + readme).isPositive();
    assertThat(strange).as("named, but not in " + TABLE).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "README.pt-BR.md"})
  void aReadmeHasTheFiguresOfTheTable(String readme) throws IOException {
    Map<String, List<String>> table = rows();

    assertThat(settingsOf(readme))
        .allSatisfy(
            row -> {
              List<String> full = table.get(bare(row.get(0)));
              if (full != null && Character.isDigit(full.get(3).charAt(0))) {
                assertThat(row.get(2)).as(row.get(0)).isEqualTo(full.get(3));
              }
            });
  }

  @Test
  void bothReadmesNameTheSameSettings() throws IOException {
    assertThat(settingsOf("README.pt-BR.md").stream().map(row -> row.get(0)))
        .isEqualTo(settingsOf("README.md").stream().map(row -> row.get(0)).toList());
  }

  /** By name: the cells of each row that has setting, meaning, unit and default. */
  private static Map<String, List<String>> rows() throws IOException {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (String line : Files.readAllLines(TABLE)) {
      List<String> cells = cells(line);
      if (cells.size() == 4 && cells.get(0).startsWith("`")) {
        assertThat(cells).as("complete").noneMatch(String::isEmpty);
        assertThat(rows.put(bare(cells.get(0)), cells)).as("twice: " + cells.get(0)).isNull();
      }
    }
    return rows;
  }

  /** The cells of the rows of a README's table of settings. */
  private static List<List<String>> settingsOf(String readme) throws IOException {
    return Files.readAllLines(Path.of(readme)).stream()
        .dropWhile(line -> !line.contains("`SERVER_PORT`"))
        .takeWhile(line -> line.startsWith("|"))
        .map(SettingsTableTest::cells)
        .toList();
  }

  private static List<String> cells(String line) {
    return line.startsWith("| ")
        ? List.of(line.substring(1, line.length() - 1).trim().split(" \\| "))
        : List.of();
  }

  private static String bare(String cell) {
    return cell.replace("`", "").trim();
  }

  /** The shortest way in which a suffix makes a name of the one before it. */
  private static String completed(Set<String> all, String base, String suffix) {
    for (int end = base.length(); end > 0; end = base.lastIndexOf('_', end - 1)) {
      if (all.contains(base.substring(0, end) + suffix)) {
        return base.substring(0, end) + suffix;
      }
    }
    return base + "…" + suffix;
  }
}
