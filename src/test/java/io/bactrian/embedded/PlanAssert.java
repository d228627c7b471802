package io.bactrian.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What no statement may do whose cost is not to grow with the tables. */
public final class PlanAssert {

  private PlanAssert() {}

  /**
   * No table that grows is read whole, and no step reads, sorts or throws away more rows than that.
   *
   * @param plans of {@link GrownPostgres#plansOf}
   */
  public static void assertBounded(List<JsonNode> plans, long mostRows) {
    assertThat(plans).as("plans").isNotEmpty();
    plans.forEach(
        plan ->
            assertThat(offences(plan.path("Plan"), mostRows))
                .as(plan.path("Query Text").asText())
                .isEmpty());
  }

  /** The same of a plan that was not carried out. */
  public static void assertReadsNoTableWhole(String sql, JsonNode plan) {
    assertThat(offences(plan, Long.MAX_VALUE)).as(sql).isEmpty();
  }

  private static List<String> offences(JsonNode node, long mostRows) {
    List<String> offences = new ArrayList<>();
    String what = node.path("Node Type").asText() + " " + node.path("Relation Name").asText();
    if (what.startsWith("Seq Scan")
        && GrownPostgres.GROWING.contains(node.path("Relation Name").asText())) {
      offences.add(what);
    }
    if (rows(node) > mostRows) {
      offences.add(what + node.path("Index Name").asText() + ": " + rows(node) + " rows");
    }
    node.path("Plans").forEach(each -> offences.addAll(offences(each, mostRows)));
    return offences;
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
