package io.bactrian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README is short, and says the same in both languages. */
class ReadmeTest {

  private static final Path ENGLISH = Path.of("README.md");
  private static final Path PORTUGUESE = Path.of("README.pt-BR.md");
  private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");
  private static final Pattern WORD_OF_THE_PROGRAM = Pattern.compile("(?<!`)`([^`\\n]+)`(?!`)");

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "README.pt-BR.md"})
  void itHasAtMost150Lines(String readme) throws IOException {
    assertThat(Files.readAllLines(Path.of(readme))).hasSizeLessThanOrEqualTo(150);
  }

  @Test
  void bothHaveTheSameShape() throws IOException {
    assertThat(shape(PORTUGUESE)).isEqualTo(shape(ENGLISH));
  }

  @Test
  void bothHaveTheSameCommandsAndOutput() throws IOException {
    assertThat(blocks(PORTUGUESE)).isEqualTo(blocks(ENGLISH)).isNotEmpty();
  }

  @Test
  void bothNameTheSameThingsOfTheProgram() throws IOException {
    assertThat(found(WORD_OF_THE_PROGRAM, PORTUGUESE))
        .containsExactlyInAnyOrderElementsOf(found(WORD_OF_THE_PROGRAM, ENGLISH));
  }

  @Test
  void bothLinkToTheSame() throws IOException {
    assertThat(found(LINK, PORTUGUESE))
        .isEqualTo(
            found(LINK, ENGLISH).stream()
                .map(link -> link.equals("README.pt-BR.md") ? "README.md" : link)
                .toList());
  }

  /** What each line is: a heading, a row, an item, a block, text or nothing. */
  private static List<String> shape(Path readme) throws IOException {
    return Files.readAllLines(readme).stream()
        .map(
            line ->
                line.matches("(#+|\\||-|```|    ).*")
                    ? line.replaceAll("^(#+|\\||-|```|    ).*", "$1")
                    : line.isBlank() ? "" : "text")
        .toList();
  }

  private static List<String> blocks(Path readme) throws IOException {
    return Files.readAllLines(readme).stream().filter(line -> line.startsWith("    ")).toList();
  }

  private static List<String> found(Pattern pattern, Path readme) throws IOException {
    return pattern
        .matcher(Files.readString(readme))
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }
}
