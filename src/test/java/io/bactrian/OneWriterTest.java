package io.bactrian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each table is written by one package: the statements of the sources are read. */
class OneWriterTest {

  private static final Map<String, String> WRITERS =
      Map.ofEntries(
          Map.entry("attachment", "chat"),
          Map.entry("awaited_message", "chat"),
          Map.entry("console_action", "console"),
          Map.entry("conversation", "chat"),
          Map.entry("derivation_run", "derive"),
          Map.entry("derivative", "derive"),
          Map.entry("early_update", "chat"),
          Map.entry("event", "intake"),
          Map.entry("hub", "job"),
          Map.entry("identity", "chat"),
          Map.entry("instance", "chat"),
          Map.entry("job", "job"),
          Map.entry("job_tally", "job"),
          Map.entry("message", "chat"),
          Map.entry("reconciliation", "reconcile"),
          Map.entry("scrub", "scrub"),
          Map.entry("send_pace", "chat"),
          Map.entry("waiting_change", "chat"),
          Map.entry("whatsapp_number", "chat"));

  private static final Pattern TEXT =
      Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:\\\\.|[^\"\\\\\\n])*)\"", Pattern.DOTALL);

  private static final Pattern WRITE =
      Pattern.compile(
          "\\b(?:insert\\s+into|update(?:\\s+only)?|delete\\s+from|merge\\s+into|truncate(?:\\s+table)?)"
              + "\\s+([a-z_]+)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern CREATED =
      Pattern.compile("create table (?:if not exists )?(\\w+)", Pattern.CASE_INSENSITIVE);

  @Test
  void everyTableHasItsWriter() throws IOException {
    Set<String> tables = new TreeSet<>();
    for (Path file : files("src/main/resources/db/migration", ".sql")) {
      CREATED
          .matcher(Files.readString(file))
          .results()
          .forEach(found -> tables.add(found.group(1)));
    }

    assertThat(tables).containsExactlyInAnyOrderElementsOf(WRITERS.keySet());
  }

  @Test
  void aTableIsWrittenByItsWriterAlone() throws IOException {
    Map<String, Set<String>> writing = new TreeMap<>();
    for (Path file : files("src/main/java", ".java")) {
      for (String table : written(Files.readString(file))) {
        writing
            .computeIfAbsent(table, any -> new TreeSet<>())
            .add(packageOf(file) + "/" + file.getFileName());
      }
    }

    assertThat(writing.keySet()).containsExactlyInAnyOrderElementsOf(WRITERS.keySet());
    assertThat(writing)
        .allSatisfy(
            (table, files) ->
                assertThat(files)
                    .as(table)
                    .allSatisfy(file -> assertThat(file).startsWith(WRITERS.get(table) + "/")));
  }

  @Test
  void statementsAreFoundInTextBlocksStringsAndBehindCommonTableExpressions() {
    assertThat(
            written(
                """
                jdbc.sql("delete from event where id = 1");
                jdbc.sql(\"""
                    with slot as (
                      insert into send_pace as known (instance) values ('a') returning 1)
                    update
                      message set text = null\""");
                jdbc.sql("select id from job for update of job");
                """))
        .containsExactlyInAnyOrder("event", "send_pace", "message");
  }

  /** The tables that the texts of a source write; {@code for update of} and prose name none. */
  private static Set<String> written(String source) {
    return TEXT.matcher(source.replaceAll("\"\\s*\\+\\s*\"", ""))
        .results()
        .map(OneWriterTest::text)
        .flatMap(sql -> WRITE.matcher(sql).results())
        .map(found -> found.group(1).toLowerCase(Locale.ROOT))
        .filter(WRITERS::containsKey)
        .collect(Collectors.toSet());
  }

  private static String text(MatchResult found) {
    return found.group(1) == null ? found.group(2) : found.group(1);
  }

  private static String packageOf(Path file) {
    return Path.of("src/main/java/io/bactrian").relativize(file).getName(0).toString();
  }

  private static List<Path> files(String folder, String suffix) throws IOException {
    try (Stream<Path> all = Files.walk(Path.of(folder))) {
      return all.filter(path -> path.toString().endsWith(suffix)).sorted().toList();
    }
  }
}
