package io.bactrian.audit;

import io.bactrian.evolution.EvolutionAnswer;
import io.bactrian.evolution.RefusedCallException;
import io.bactrian.evolution.UnlicensedException;
import io.bactrian.flow.ExchangeState;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What the last comparison with Evolution's settings found, by instance. Each copy of the program
 * compares by itself; the log is told what is new and what is over, once each.
 */
@Component("auditBook")
public class AuditBook {

  private static final Logger log = LoggerFactory.getLogger(AuditBook.class);

  /** In the place of an instance's name, which is never empty. */
  private static final String EVERYWHERE = "";

  private final Map<String, List<Drift>> drifts = new ConcurrentHashMap<>();
  private final Clock clock;
  private volatile Drift unreachable;
  private volatile Instant completedAt;

  public AuditBook(Clock clock, MeterRegistry meters) {
    this.clock = clock;
    meters.gauge("bactrian.audit.drifts", drifts, AuditBook::count);
    meters.gauge("bactrian.audit.reachable", this, book -> book.unreachable == null ? 1 : 0);
  }

  /** Of one instance, and what concerns all of them; those that are accepted too. */
  public List<Drift> of(String instance) {
    return Stream.of(EVERYWHERE, instance)
        .flatMap(name -> drifts.getOrDefault(name, List.of()).stream())
        .toList();
  }

  /** All drifts but those that are accepted, those of Evolution as a whole first. */
  public List<Drift> drifts() {
    return Stream.concat(
            Optional.ofNullable(unreachable).stream(),
            drifts.values().stream()
                .flatMap(List::stream)
                .filter(drift -> !drift.accepted())
                .sorted(
                    Comparator.comparing(
                            Drift::instance, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(Drift::setting)))
        .toList();
  }

  /** Why Evolution can't be asked or does nothing now; empty where it answered the last time. */
  public Optional<String> problem() {
    return Optional.ofNullable(unreachable).map(Drift::found);
  }

  /** When all instances were compared last; null if they never were. */
  public Instant completedAt() {
    return completedAt;
  }

  /** Takes down what concerns all instances, in place of what was known of that. */
  void everywhere(List<Drift> found) {
    record(EVERYWHERE, found);
  }

  /** Takes down what was found of one instance, in place of what was known of it. */
  void record(String instance, List<Drift> found) {
    String name = instance.equals(EVERYWHERE) ? "all instances" : instance;
    List<Drift> before = drifts.getOrDefault(instance, List.of());
    found.stream()
        .filter(drift -> !drift.accepted() && before.stream().noneMatch(drift::sameAs))
        .forEach(
            drift ->
                log.warn(
                    "Evolution's settings of {}: {} is {}, expected {}. {}",
                    name,
                    drift.setting(),
                    drift.found(),
                    drift.expected(),
                    drift.remedy()));
    before.stream()
        .filter(old -> !old.accepted())
        .filter(old -> found.stream().noneMatch(drift -> drift.key().equals(old.key())))
        .forEach(old -> log.info("Evolution's settings of {}: {} is right", name, old.setting()));
    if (found.isEmpty()) {
      drifts.remove(instance);
    } else {
      drifts.put(instance, List.copyOf(found));
    }
  }

  /** Evolution refuses the instance, or does not know it. */
  public void refused(
      @ExchangeProperty(ExchangeState.AUDITED) AuditedInstance audited,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) RefusedCallException failure) {
    String instance = audited.name();
    boolean unknown = failure.status() == 404;
    record(
        instance,
        List.of(
            new Drift(
                instance,
                unknown ? "instance" : "apiKey",
                unknown ? "not known to Evolution" : "HTTP " + failure.status(),
                unknown ? "known" : "a key that Evolution takes",
                unknown
                    ? "create it, or look at BACTRIAN_EVOLUTION_BASE_URL"
                    : "set BACTRIAN_EVOLUTION_API_KEY or the instance's own",
                clock.instant())));
  }

  /** Evolution did not answer: what was found before stays, and it is asked again soon. */
  public void unreachable(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
    if (unreachable == null) {
      log.warn(
          "Evolution's settings can't be compared, it does not answer: {}",
          failure.getClass().getSimpleName());
    }
    if (failure instanceof UnlicensedException) {
      unreachable =
          new Drift(
              null,
              "license",
              EvolutionAnswer.UNLICENSED,
              "activated",
              "activate the installation at Evolution's manager: until then it does nothing",
              clock.instant());
      return;
    }
    unreachable =
        new Drift(
            null,
            "evolution",
            "no answer (" + failure.getClass().getSimpleName() + ")",
            "an answer",
            "look at BACTRIAN_EVOLUTION_BASE_URL and at Evolution itself; it is asked again",
            clock.instant());
  }

  /** All instances were compared, these and no others. */
  void complete(List<String> instances) {
    List<String> gone = new ArrayList<>(drifts.keySet());
    gone.removeAll(instances);
    gone.remove(EVERYWHERE);
    gone.forEach(drifts::remove);
    if (unreachable != null) {
      log.info("Evolution answers again: its settings were compared");
    }
    unreachable = null;
    completedAt = clock.instant();
    log.info(
        "Evolution's settings of {} instances compared, {} drifts",
        instances.size(),
        count(drifts));
  }

  /** The next comparison is due at once. */
  public void forget() {
    completedAt = null;
  }

  private static int count(Map<String, List<Drift>> drifts) {
    return (int)
        drifts.values().stream().flatMap(List::stream).filter(drift -> !drift.accepted()).count();
  }
}
