package io.bactrian.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A routes folder and all that is wrong with it.
 *
 * @param files the routes and Kamelets, by name
 * @param strays names in the folder that are neither, nor the settings
 */
record RouteFolder(List<RouteFile> files, List<String> strays) {

  static final String SETTINGS = "application.properties";

  static RouteFolder read(Path folder) {
    try (var entries = Files.list(folder)) {
      var byKind =
          entries.sorted().collect(Collectors.partitioningBy(path -> isRouteOrKamelet(path)));
      return new RouteFolder(
          byKind.get(true).stream().map(RouteFile::read).toList(),
          byKind.get(false).stream()
              .map(path -> path.getFileName().toString())
              .filter(name -> !name.equals(SETTINGS))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long routes() {
    return files.stream().filter(file -> file.content().at("/0/route").isObject()).count();
  }

  /** One line for everything that is wrong; {@code beans} are those a route may call. */
  List<String> problems(SpringBeans beans) {
    var unknown =
        strays.stream()
            .map(name -> name + ": only routes and Kamelets may lie here, no sub-folders");
    var checks =
        List.of(
            new LayoutCheck(),
            new ItemCheck(),
            new KameletCheck(),
            new SchemaCheck(),
            new KaravanCheck(),
            new EndpointCheck(),
            new ExpressionCheck(),
            new ReferenceCheck(beans));
    return Stream.concat(
            unknown,
            files.stream()
                .flatMap(
                    file ->
                        checks.stream()
                            .flatMap(check -> check.problems(file, this))
                            .map(file::problem)))
        .toList();
  }

  Optional<RouteFile> kamelet(String name) {
    return files.stream().filter(file -> file.isKamelet() && file.id().equals(name)).findFirst();
  }

  /** The names other routes can send to with {@code scheme}, direct or seda. */
  Set<String> served(String scheme) {
    return files.stream()
        .flatMap(RouteFile::endpoints)
        .filter(endpoint -> endpoint.consumer() && endpoint.scheme().equals(scheme))
        .map(endpoint -> endpoint.target("name"))
        .collect(Collectors.toSet());
  }

  private static boolean isRouteOrKamelet(Path path) {
    var name = path.getFileName().toString();
    return Files.isRegularFile(path)
        && (name.endsWith(RouteFile.ROUTE_ENDING) || name.endsWith(RouteFile.KAMELET_ENDING));
  }
}
