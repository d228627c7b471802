package io.bactrian.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.apache.camel.NamedNode;

/**
 * Which nodes of the integration's routes the tests of this process entered, over all the contexts
 * they started: a node is one place in a file of the routes folder, however many routes Camel makes
 * of that file.
 */
final class RouteNodeCoverage {

  static final RouteNodeCoverage SUITE = new RouteNodeCoverage(Path.of("routes"));

  private final Path folder;
  private final Map<String, LongAdder> entries = new ConcurrentSkipListMap<>();
  private final Map<String, Boolean> loaded = new ConcurrentHashMap<>();

  RouteNodeCoverage(Path folder) {
    this.folder = folder;
  }

  /** The count of the node, or null where it stands in no file of the folder. */
  LongAdder node(NamedNode node) {
    var step = RouteNodeName.of(node);
    if (step == null || !Files.isRegularFile(folder.resolve(step.file()))) {
      return null;
    }
    loaded.put(step.file(), true);
    return entries.computeIfAbsent(step.name(), name -> new LongAdder());
  }

  /** Whether any route of the folder was started at all. */
  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** What the suite ends with: the count, and what no test has entered or even loaded. */
  String summary() {
    var missed =
        Stream.concat(
                entries.entrySet().stream()
                    .filter(node -> node.getValue().sum() == 0)
                    .map(Map.Entry::getKey),
                neverLoaded().stream().map(file -> file + " (never loaded)"))
            .toList();
    return "route nodes: %d total, %d never entered: %s"
        .formatted(entries.size(), missed.size(), missed);
  }

  /** Writes {@code node=exchanges}, sorted by node. */
  void write(Path file) {
    var lines =
        entries.entrySet().stream().map(node -> node.getKey() + "=" + node.getValue().sum());
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, lines.toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> neverLoaded() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    return RouteFolder.read(folder).files().stream()
        .filter(file -> !file.flow().at("/0/route").isMissingNode())
        .map(RouteFile::fileName)
        .filter(name -> !loaded.containsKey(name))
        .toList();
  }
}
