package io.bactrian.routes;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The exchange properties of a folder: each is named in one class, set by a step and read by one.
 */
final class ExchangeProperties {

  private final List<RouteFacts> facts;

  ExchangeProperties(RouteFolder folder, SpringBeans beans) {
    BeanProperties properties = new BeanProperties();
    facts = folder.files().stream().map(file -> new RouteFacts(file, beans, properties)).toList();
  }

  /** One line for each that is wrong; {@code named} are those that the class of constants has. */
  List<String> problems(Set<String> named) {
    Set<String> set = names(RouteFacts::sets);
    Set<String> read = names(RouteFacts::reads);
    Set<String> all = new TreeSet<>(named);
    all.addAll(set);
    all.addAll(read);
    return all.stream()
        .flatMap(
            name ->
                Stream.of(
                    set.contains(name) ? "" : name + ": nobody sets it",
                    read.contains(name) ? "" : name + ": nobody reads it",
                    named.contains(name) ? "" : name + ": not named"))
        .filter(problem -> !problem.isEmpty())
        .toList();
  }

  /** The constants of a class. */
  static Set<String> of(Class<?> constants) {
    return Arrays.stream(constants.getFields())
        .map(
            field -> {
              try {
                return (String) field.get(null);
              } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
              }
            })
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> names(Function<RouteFacts, Set<String>> access) {
    return facts.stream()
        .flatMap(each -> access.apply(each).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
