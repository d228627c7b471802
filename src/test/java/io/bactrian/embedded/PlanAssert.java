package io.bactrian.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What no statement may do whose cost is not to grow with the tables. */
public final class PlanAssert {

  private PlanAssert() {}

  /**
   * No table that grows is read whole, and altogether no more rows are read and sorted than that.
   *
   * @param plans of {@link GrownPostgres#plansOf}
   */
  public static void assertBounded(List<JsonNode> plans, long mostRows) {
    assertThat(plans).as("plans").isNotEmpty();
    assertThat(plans)
        .allSatisfy(
            plan -> {
              List<JsonNode> nodes = new ArrayList<>();
              collect(plan.path("Plan"), nodes);
              assertThat(nodes).as("nodes").isNotEmpty();
              assertThat(nodes)
                  .as(plan.path("Query Text").asText())
                  .allSatisfy(node -> assertNoWholeTable(node));
              assertThat(nodes.stream().mapToLong(PlanAssert::rows).max().orElse(0))
                  .as("rows of %s", plan.toPrettyString())
                  .isLessThanOrEqualTo(mostRows);
            });
  }

  /** The same of a plan that was not carried out. */
  public static void assertNoWholeTable(JsonNode node) {
    if (node.path("Node Type").asText().equals("Seq Scan")) {
      assertThat(GrownPostgres.GROWING)
          .as("tables that grow, one of which is read whole")
          .doesNotContain(node.path("Relation Name").asText());
    }
  }

  /** A plan's nodes, each with its own. */
  public static void collect(JsonNode plan, List<JsonNode> nodes) {
    nodes.add(plan);
    plan.path("Plans").forEach(each -> collect(each, nodes));
  }

  /** What a node gave on and what it threw away. */
  private static long rows(JsonNode node) {
    long each =
        node.path("Actual Rows").asLong()
            + node.path("Rows Removed by Filter").asLong()
            + node.path("Rows Removed by Join Filter").asLong()
            + node.path("Rows Removed by Index Recheck").asLong();
    return each * Math.max(1, node.path("Actual Loops").asLong());
  }
}
