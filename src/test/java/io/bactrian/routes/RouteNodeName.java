package io.bactrian.routes;

import org.apache.camel.NamedNode;
import org.apache.camel.model.OptionalIdentifiedDefinition;

/**
 * What a step of a route is called in reports.
 *
 * @param file the file it stands in, without its folder
 * @param name the id the file gives it, or where it stands: Camel's own ids change with every start
 */
public record RouteNodeName(String file, String name) {

  /** Null for nodes of Camel's own, which stand in no file. */
  public static RouteNodeName of(NamedNode node) {
    var file = file(node);
    // Camel puts such nodes at the end of a Kamelet.
    return file == null || node.getLineNumber() < 0
        ? null
        : new RouteNodeName(file, name(node, file));
  }

  private static String file(NamedNode node) {
    for (var each = node; each != null; each = each.getParent()) {
      if (each.getLocation() != null) {
        return each.getLocation().replaceFirst("^.*[/:\\\\]", "");
      }
    }
    return null;
  }

  private static String name(NamedNode node, String file) {
    if (node instanceof OptionalIdentifiedDefinition<?> step && step.hasCustomIdAssigned()) {
      return node.getId();
    }
    return file.replaceFirst("\\..*$", "") + ":" + node.getLineNumber() + ":" + node.getShortName();
  }
}
