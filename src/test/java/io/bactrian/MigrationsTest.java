package io.bactrian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The previous version has to work on the migrated database, see docs/UPGRADING.md. */
class MigrationsTest {

  private static final Path FOLDER = Path.of("src", "main", "resources", "db", "migration");

  /** Says of a statement that it drops what no version reads any more. */
  private static final Pattern UNUSED = Pattern.compile("--\\s*unused since \\d+\\.\\d+.*");

  /** Says of a constraint that every version since has written only what it allows. */
  private static final Pattern KEPT = Pattern.compile("--\\s*kept since \\d+\\.\\d+.*");

  /** What the previous version writes may be refused by; harmless on a table it does not know. */
  private static final Pattern NARROWING =
      Pattern.compile(
          "\\balter\\s+table\\s+(?:if\\s+exists\\s+)?(?:only\\s+)?(\\w+)\\b.*"
              + "\\badd\\s+(?:constraint|check|unique|primary|foreign|exclude)\\b"
              + "|\\bcreate\\s+unique\\s+index\\b.*?\\bon\\s+(?:only\\s+)?(\\w+)",
          Pattern.DOTALL);

  private static final Pattern CREATED =
      Pattern.compile("\\bcreate\\s+table\\s+(?:if\\s+not\\s+exists\\s+)?(\\w+)");

  private static final List<Pattern> BREAKING =
      Stream.of(
              "\\bdrop\\s+(table|schema|type|view|sequence)\\b",
              "\\balter\\s+table\\b.*\\bdrop\\s+(?!constraint|default|not\\s+null)",
              "\\brename\\b",
              "\\balter\\s+(column\\s+)?\\S+\\s+(set\\s+data\\s+)?type\\b",
              "\\balter\\s+(column\\s+)?\\S+\\s+set\\s+not\\s+null\\b",
              "\\balter\\s+table\\b.*\\badd\\s+(?!constraint\\b)(?:(?!,\\s*add\\b|\\bdefault\\b"
                  + "|\\bgenerated\\b).)*\\bnot\\s+null\\b(?!(?:(?!,\\s*add\\b).)*\\b(default"
                  + "|generated)\\b)",
              "\\b(?<!\\bafter )truncate\\b")
          .map(pattern -> Pattern.compile(pattern, Pattern.DOTALL))
          .toList();

  @ParameterizedTest
  @MethodSource("migrations")
  void aMigrationLeavesThePreviousVersionWorking(Path migration) throws IOException {
    assertThat(breaking(Files.readString(migration))).as("%s", migration).isEmpty();
  }

  @Test
  void everyVersionIsThereOnce() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString().replaceAll("__.*", "")))
          .isNotEmpty()
          .allMatch(version -> version.matches("V\\d+"))
          .doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alter table job drop column lane",
        "ALTER TABLE job DROP lane",
        "drop table job",
        "alter table job rename column lane to track",
        "alter table job rename to work",
        "alter table job alter column lane type integer",
        "alter table job alter lane set data type integer",
        "alter table job alter column lane set not null",
        "alter table job add column lane text not null",
        "alter table job add a text not null, add b text not null default ''",
        "alter table job add a text not null default '', add b text not null",
        "truncate job",
        "alter table job add constraint job_lane check (lane <> '')",
        "alter table job add constraint job_lane check (lane <> '') not valid",
        "alter table job add column a text, add unique (a)",
        "create unique index job_lane on job (lane)",
        "create unique index concurrently if not exists job_lane on job (lane)"
      })
  void aStatementThatBreaksThePreviousVersionIsSeen(String statement) {
    assertThat(breaking("create index a on job (b);\n" + statement + ";")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alter table job add column lane text",
        "alter table job add column lane text not null default 'x'",
        "alter table job add column lane text default 'x' not null",
        "alter table job alter column lane drop not null",
        "alter table job drop constraint job_lane",
        "create table later (id uuid primary key, name text not null)",
        "drop index job_due",
        "create trigger later after truncate on job for each statement execute function later()",
        "-- a drop table in a comment\ncreate index a on job (b)",
        "create table later (id uuid); create unique index later_id on later (id)",
        "create table later (id uuid); alter table later add constraint a check (id is not null)",
        "-- kept since 0.2\ncreate unique index job_lane on job (lane)",
        "-- unused since 0.3\nalter table job drop column lane"
      })
  void aStatementThatOnlyAddsPasses(String statement) {
    assertThat(breaking(statement + ";")).isEmpty();
  }

  static Stream<Path> migrations() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList().stream();
    }
  }

  private static List<String> breaking(String migration) {
    Set<String> created =
        CREATED
            .matcher(plain(migration))
            .results()
            .map(table -> table.group(1))
            .collect(Collectors.toSet());
    return Stream.of(migration.split(";", -1))
        .filter(statement -> !UNUSED.matcher(statement).find())
        .filter(
            statement ->
                BREAKING.stream().anyMatch(rule -> rule.matcher(plain(statement)).find())
                    || (!KEPT.matcher(statement).find() && narrows(plain(statement), created)))
        .map(MigrationsTest::plain)
        .toList();
  }

  private static boolean narrows(String statement, Set<String> created) {
    Matcher narrowing = NARROWING.matcher(statement);
    return narrowing.find()
        && !created.contains(Objects.requireNonNullElse(narrowing.group(1), narrowing.group(2)));
  }

  private static String plain(String sql) {
    return sql.replaceAll("--[^\n]*", " ").toLowerCase(Locale.ROOT).strip();
  }
}
