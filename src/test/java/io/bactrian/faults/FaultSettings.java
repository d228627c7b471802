package io.bactrian.faults;

import io.bactrian.embedded.standin.EvolutionStandIn;
import java.util.Map;

/** Settings of the hub under fault tests: those of an operator, only quicker. */
final class FaultSettings {

  private FaultSettings() {}

  static Map<String, String> evolution(EvolutionStandIn standIn) {
    return Map.of(
        "bactrian.evolution.base-url", standIn.baseUrl(),
        "bactrian.evolution.api-key", standIn.apiKey(),
        "bactrian.media.cdn-base-url", standIn.baseUrl(),
        "bactrian.media.allowed-hosts", standIn.authority());
  }

  static Map<String, String> quick() {
    return Map.ofEntries(
        // A hub that is killed again and again is to be back soon.
        Map.entry("bactrian.warm-up", "0s"),
        Map.entry("bactrian.ledger.heartbeat", "1s"),
        Map.entry("bactrian.ledger.presumed-dead", "4s"),
        Map.entry("bactrian.ledger.infrastructure-delay", "2s"),
        Map.entry("bactrian.ledger.suspect-delay", "300ms"),
        // Or what is halted again and again would wait for an hour at last.
        Map.entry("bactrian.ledger.max-requeue-delay", "10s"),
        Map.entry("bactrian.requeue-due-jobs.period", "500"),
        Map.entry("bactrian.sending.pace", "0s"),
        Map.entry("bactrian.sending.settle", "3s"),
        Map.entry("bactrian.sending.reconcile-interval", "500ms"),
        Map.entry("bactrian.infrastructure.redelivery.delay", "100"),
        Map.entry("bactrian.infrastructure.redelivery.maximum-delay", "500"),
        Map.entry("bactrian.redelivery.delay", "100"),
        Map.entry("bactrian.kinds[process_incoming_media].requeue-after", "5s"),
        Map.entry("bactrian.kinds[process_incoming_media].retry-delay", "1s"),
        Map.entry("bactrian.kinds[process_incoming_media].max-retry-delay", "3s"),
        Map.entry("bactrian.kinds[send_message].requeue-after", "5s"),
        Map.entry("bactrian.kinds[send_message].retry-delay", "1s"),
        Map.entry("bactrian.kinds[send_message].max-retry-delay", "3s"),
        Map.entry("bactrian.kinds[reconcile_messages].requeue-after", "5s"),
        Map.entry("bactrian.kinds[reconcile_messages].retry-delay", "1s"),
        Map.entry("bactrian.kinds[fetch_profile_pic].requeue-after", "5s"),
        Map.entry("bactrian.kinds[fetch_group_info].requeue-after", "5s"));
  }
}
