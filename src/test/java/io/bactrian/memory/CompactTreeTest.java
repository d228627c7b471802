package io.bactrian.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A tree that is smaller than Jackson's, and says the same. */
class CompactTreeTest {

  private static final Path SAMPLES = Path.of("src/test/resources/samples");

  private final ObjectMapper json = new ObjectMapper();

  private JsonNode read(String text) throws IOException {
    return CompactTree.read(json.createParser(text), CompactTree::nothing);
  }

  static List<Path> samples() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void isWrittenAsJacksonsOwn(Path sample) throws IOException {
    String text = Files.readString(sample, UTF_8);

    assertThat(read(text).toString()).isEqualTo(json.readTree(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"0\":1}",
        "{\"0\":0,\"1\":255,\"2\":7}",
        "{\"0\":1,\"1\":256}",
        "{\"0\":1,\"1\":-1}",
        "{\"0\":1,\"1\":2.0}",
        "{\"0\":1,\"1\":\"2\",\"2\":3}",
        "{\"0\":1,\"0\":2}",
        "{\"0\":1,\"1\":2,\"0\":3,\"x\":[{\"0\":9}]}",
        "{\"1\":1,\"0\":2}",
        "{\"0\":{\"0\":1},\"1\":2}",
        "{\"00\":1}",
        "[1,-1,2147483648,9223372036854775808,1.5,1e300,-0.0,true,false,null,\"\",\"x\"]",
        "{\"a\":1,\"b\":{\"a\":2},\"a\":3}"
      })
  void isWrittenAsJacksonsOwnWhateverItsShape(String text) throws IOException {
    assertThat(read(text).toString()).isEqualTo(json.readTree(text).toString());
  }

  @Test
  void holdsBytesAsBytes() throws IOException {
    JsonNode read = read("{\"mediaKey\":{\"0\":255,\"1\":0,\"2\":16}}").get("mediaKey");

    assertThat(read).isInstanceOf(IndexedBytes.class);
    assertThat(((IndexedBytes) read).bytes()).containsExactly(255, 0, 16);
    assertThat(read.isObject()).isTrue();
    assertThat(read.path("1").intValue()).isZero();
    assertThat(read.has("3")).isFalse();
    assertThat(read.properties()).hasSize(3);
  }

  @Test
  void passesOverWhatIsNotWanted() throws IOException {
    String text = "{\"a\":{\"b\":[{\"x\":1}],\"c\":2},\"b\":{\"x\":3}}";

    JsonNode read =
        CompactTree.read(
            json.createParser(text), (parent, name) -> parent.equals("a") && name.equals("b"));

    assertThat(read.toString()).isEqualTo("{\"a\":{\"c\":2},\"b\":{\"x\":3}}");
  }
}
