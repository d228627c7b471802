package io.bactrian.job;

import io.bactrian.flow.ExchangeState;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** The declared kinds, checked against the golden rule before anything else starts. */
@Component("jobKinds")
public class JobKinds {

  private final Map<String, JobKind> kinds = new LinkedHashMap<>();

  public JobKinds(JobKindSettings settings) {
    List<String> violations = GoldenRule.violations(settings.kinds());
    if (!violations.isEmpty()) {
      throw new GoldenRuleViolation(violations);
    }
    settings.kinds().forEach((name, declaration) -> kinds.put(name, declaration.kind(name)));
  }

  public Collection<JobKind> all() {
    return kinds.values();
  }

  /** The names of all, in their order. */
  public List<String> names() {
    return all().stream().map(JobKind::name).toList();
  }

  /**
   * The kind of that name.
   *
   * @throws UnknownKindException if it is not declared, as after a kind was removed whose jobs are
   *     still in the ledger
   */
  public JobKind get(String name) {
    JobKind kind = kinds.get(name);
    if (kind == null) {
      throw new UnknownKindException(name);
    }
    return kind;
  }

  /** The name of a kind's lane, or null for one that is not declared (any more). */
  public String laneOf(String kind) {
    return isDeclared(kind) ? get(kind).lane().name() : null;
  }

  /** Whether jobs of a kind go by the fast lane, for the content-based router. */
  public boolean isFast(@ExchangeProperty(ExchangeState.KIND) String kind) {
    return get(kind).lane() == Lane.fast;
  }

  public boolean isDeclared(String name) {
    return kinds.containsKey(name);
  }
}
