package io.bactrian.audit;

import io.bactrian.evolution.EvolutionVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What is wrong with Evolution though no call of it reports that: what it does tells. */
@Component
class Symptoms {

  private static final String VERSION = "version";

  private final EvolutionVersion version;
  private final VideoEvidence videos;
  private final DoubledEvents events;
  private final PublicBuckets buckets;
  private final AuditSettings settings;

  Symptoms(
      EvolutionVersion version,
      VideoEvidence videos,
      DoubledEvents events,
      PublicBuckets buckets,
      AuditSettings settings) {
    this.version = version;
    this.videos = videos;
    this.events = events;
    this.buckets = buckets;
    this.settings = settings;
  }

  /** The drifts of an instance. */
  List<Drift> of(String instance, Instant now) {
    List<Drift> found = new ArrayList<>();
    videos.of(instance, now).ifPresent(found::add);
    events.of(instance, now).ifPresent(found::add);
    buckets.evolutions(instance, now).ifPresent(found::add);
    return found;
  }

  /** Those that concern all instances. */
  List<Drift> everywhere(Instant now) {
    List<Drift> found = new ArrayList<>();
    version.value().flatMap(number -> losses(number, now)).ifPresent(found::add);
    buckets.ours(now).ifPresent(found::add);
    return found;
  }

  private Optional<Drift> losses(String number, Instant now) {
    List<String> losses = KnownLosses.of(number);
    return losses.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Drift(
                null,
                VERSION,
                number,
                "one that loses nothing",
                "replace Evolution by a version in which this is mended: "
                    + String.join("; ", losses),
                now,
                settings.accepted().contains(VERSION)));
  }
}
