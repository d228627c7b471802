package io.bactrian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each alert has a section in docs/OPERATING.md, with its cause and its remedy. */
class RunbookTest {

  private static final Path RULES = Path.of("deploy/prometheus/bactrian-alerts.yaml");
  private static final Pattern ALERT = Pattern.compile("(?m)^ *- alert: (\\w+)$");
  private static final Pattern SECTION =
      Pattern.compile(
          "(?m)^### (\\w+)\\n\\*\\*Cause\\.\\*\\* .{20,}\\n\\*\\*Remedy\\.\\*\\* .{20,}$");

  @Test
  void everyAlertHasItsCauseAndRemedyInTheOrderOfTheRules() throws IOException {
    String document = Files.readString(Path.of("docs/OPERATING.md"));
    String alerts = document.substring(document.indexOf("\n## Alerts\n"));

    assertThat(names(SECTION, alerts)).isEqualTo(names(ALERT, Files.readString(RULES)));
  }

  private static List<String> names(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group(1)).toList();
  }
}
