package io.bactrian.embedded.standin;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** The faults told, in order: the first that matches and is not spent comes about. */
final class Faults {

  private record Rule(Fault fault, Pattern path, AtomicInteger left) {

    boolean take(String target) {
      return path.matcher(target).find() && left.getAndUpdate(times -> Math.max(0, times - 1)) > 0;
    }
  }

  private final List<Rule> rules = new CopyOnWriteArrayList<>();

  void add(Fault fault) {
    int times = fault.times() == null ? Integer.MAX_VALUE : fault.times();
    rules.add(new Rule(fault, Pattern.compile(fault.path()), new AtomicInteger(times)));
  }

  void clear() {
    rules.clear();
  }

  Optional<Fault> take(String target) {
    return rules.stream().filter(rule -> rule.take(target)).map(Rule::fault).findFirst();
  }
}
