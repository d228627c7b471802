package io.bactrian.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.ExchangeProperty;

/**
 * The exchange properties that a bean's method reads and sets: by its parameters' annotations, and
 * by what the source of the method, and of what it hands the exchange to, does with the exchange.
 */
final class BeanProperties {

  private static final Path SOURCES = Path.of("src/main/java");
  private static final Pattern SET =
      Pattern.compile("\\b(?:set|remove)Property\\(\\s*(\"[^\"]+\"|[A-Za-z_][\\w.]*)\\s*[,)]");
  private static final Pattern GET =
      Pattern.compile("exchange\\.getProperty\\(\\s*(\"[^\"]+\"|[A-Za-z_][\\w.]*)\\s*[,)]");
  private static final Pattern HANDS_ON =
      Pattern.compile("(?:\\b([a-z]\\w*)\\.)?\\b([a-z]\\w*)\\((?=[^;{}]*?\\bexchange\\b)");
  private static final Pattern METHOD =
      Pattern.compile(
          "(?m)^  (?! )(?:[\\w<>\\[\\], .@?]+ )?(\\w+)\\((?:[^()]|\\([^()]*\\))*\\)[^;{=]*\\{");

  private final Map<Class<?>, String> sources = new HashMap<>();

  /** Names that the method reads. */
  Set<String> read(Class<?> type, String method) {
    Set<String> names =
        methods(type, method)
            .flatMap(each -> Arrays.stream(each.getParameters()))
            .map(parameter -> parameter.getAnnotation(ExchangeProperty.class))
            .filter(annotation -> annotation != null)
            .map(ExchangeProperty::value)
            .collect(Collectors.toCollection(TreeSet::new));
    names.addAll(inSource(GET, type, method, new TreeSet<>()));
    return own(names);
  }

  /** Names that the method sets. */
  Set<String> set(Class<?> type, String method) {
    return own(inSource(SET, type, method, new TreeSet<>()));
  }

  private Set<String> inSource(Pattern access, Class<?> type, String method, Set<String> seen) {
    Set<String> names = new TreeSet<>();
    if (!seen.add(type.getName() + "." + method)) {
      return names;
    }
    for (String body : bodies(type, method)) {
      access.matcher(body).results().forEach(found -> names.add(name(found.group(1), type)));
      HANDS_ON
          .matcher(body)
          .results()
          .forEach(
              call ->
                  owner(call.group(1), type)
                      .ifPresent(
                          owner -> names.addAll(inSource(access, owner, call.group(2), seen))));
    }
    return names;
  }

  /** The class whose method is called: this one, or that of a field. */
  private static Optional<Class<?>> owner(String field, Class<?> type) {
    if (field == null || field.equals("this")) {
      return Optional.of(type);
    }
    return Arrays.stream(type.getDeclaredFields())
        .filter(each -> each.getName().equals(field))
        .<Class<?>>map(Field::getType)
        .filter(each -> each.getName().startsWith("io.bactrian."))
        .findFirst();
  }

  private List<String> bodies(Class<?> type, String method) {
    String source = sources.computeIfAbsent(type, BeanProperties::source);
    return METHOD
        .matcher(source)
        .results()
        .filter(found -> found.group(1).equals(method))
        .map(found -> source.substring(found.end(), end(source, found.end())))
        .toList();
  }

  /** By the format of the sources a method ends where a brace stands two blanks from the left. */
  private static int end(String source, int from) {
    int end = source.indexOf("\n  }", from);
    return end < 0 ? source.length() : end;
  }

  private static String source(Class<?> type) {
    Class<?> outermost = type;
    while (outermost.getEnclosingClass() != null) {
      outermost = outermost.getEnclosingClass();
    }
    Path file = SOURCES.resolve(outermost.getName().replace('.', '/') + ".java");
    try {
      return Files.isRegularFile(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A literal, or the value of a constant of this class or of one that its source imports. */
  private String name(String written, Class<?> type) {
    if (written.startsWith("\"")) {
      return written.substring(1, written.length() - 1);
    }
    String constant = written.substring(written.lastIndexOf('.') + 1);
    return owners(written, type)
        .flatMap(owner -> Arrays.stream(owner.getDeclaredFields()))
        .filter(field -> field.getName().equals(constant))
        .filter(field -> Modifier.isStatic(field.getModifiers()))
        .map(BeanProperties::value)
        .findFirst()
        .orElse(written);
  }

  private Stream<Class<?>> owners(String written, Class<?> type) {
    String source = sources.computeIfAbsent(type, BeanProperties::source);
    String constant = written.substring(written.lastIndexOf('.') + 1);
    Map<String, String> imported = new LinkedHashMap<>();
    Pattern.compile("(?m)^import (?:static )?([\\w.]+);")
        .matcher(source)
        .results()
        .map(found -> found.group(1))
        .forEach(each -> imported.put(each.substring(each.lastIndexOf('.') + 1), each));
    if (!written.contains(".")) {
      String from = imported.get(constant);
      return from == null ? Stream.of(type) : found(from.substring(0, from.lastIndexOf('.')));
    }
    String simple = written.substring(0, written.lastIndexOf('.'));
    return found(imported.getOrDefault(simple, type.getPackageName() + "." + simple));
  }

  private static Stream<Class<?>> found(String type) {
    try {
      return Stream.of(Class.forName(type, false, BeanProperties.class.getClassLoader()));
    } catch (ClassNotFoundException e) {
      return Stream.empty();
    }
  }

  private static String value(Field constant) {
    try {
      constant.setAccessible(true);
      return String.valueOf(constant.get(null));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Stream<Method> methods(Class<?> type, String name) {
    return Arrays.stream(type.getMethods()).filter(each -> each.getName().equals(name));
  }

  /** Without Camel's own. */
  private static Set<String> own(Set<String> names) {
    names.removeIf(name -> name.startsWith("Camel") || name.startsWith("Exchange."));
    return names;
  }
}
