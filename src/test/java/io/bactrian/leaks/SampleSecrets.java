package io.bactrian.leaks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the webhooks of the samples hold and nobody but the API may tell: keys, numbers, texts,
 * names and the queries of links. What is too short to be told from an ordinary word is left out.
 */
public final class SampleSecrets {

  private static final Path SAMPLES = Path.of("src/test/resources/samples");
  private static final int DISTINCT = 12;
  private static final int SIGNATURE = 20;
  private static final Set<String> TEXTS =
      Set.of("conversation", "text", "caption", "pushName", "fileName", "apikey", "displayName");
  private static final Pattern NUMBER = Pattern.compile("^(\\d{10,})[^@ ]*@\\S+$");
  private static final Pattern QUERY = Pattern.compile("^[^? ]*/[^? ]*\\?(\\S+)$");

  /** Each secret, and what it is. */
  private final Map<String, String> secrets = new TreeMap<>();

  private SampleSecrets() {}

  /** Those of the samples, and these besides. */
  public static SampleSecrets with(Map<String, String> more) {
    SampleSecrets found = new SampleSecrets();
    ObjectMapper json = new ObjectMapper();
    try (Stream<Path> files = Files.list(SAMPLES)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".json")).toList()) {
        if (!file.endsWith("INDEX.json")) {
          found.collect(json.readTree(file.toFile()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    found.secrets.putAll(more);
    return found;
  }

  /** What of them stands in a text: what it is, not the secret itself. */
  public Optional<String> in(String text) {
    return secrets.entrySet().stream()
        .filter(secret -> text.contains(secret.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  int count() {
    return secrets.size();
  }

  private void collect(JsonNode node) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      JsonNode value = field.getValue();
      if (field.getKey().equals("mediaKey")) {
        add(value.isTextual() ? value.asText() : base64(value), "a media key");
      } else if (value.isTextual()) {
        collect(field.getKey(), value.asText());
      }
    }
    node.forEach(this::collect);
  }

  private void collect(String name, String value) {
    Matcher number = NUMBER.matcher(value);
    Matcher query = QUERY.matcher(value);
    if (TEXTS.contains(name)) {
      add(value, "the field " + name);
    } else if (number.matches()) {
      add(number.group(1), "a number");
    } else if (query.matches()) {
      // Each value by itself, for a link may be told in part.
      Stream.of(query.group(1).split("[&=]", -1))
          .filter(part -> part.length() >= SIGNATURE)
          .forEach(part -> add(part, "a link's query"));
    }
  }

  private void add(String secret, String what) {
    if (secret.length() >= DISTINCT || (what.equals("a number") && secret.length() >= 10)) {
      secrets.put(secret, what);
    }
  }

  /** As it is printed in the end: keys come as lists and as objects of numbers too. */
  private static String base64(JsonNode bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonNode values = bytes.path("data").isArray() ? bytes.path("data") : bytes;
    values.forEach(each -> out.write(each.asInt()));
    return Base64.getEncoder().withoutPadding().encodeToString(out.toByteArray());
  }
}
