package io.bactrian.audit;

import java.util.ArrayList;
import java.util.List;

/** Of Evolution's versions those that lose or double messages by themselves, by public reports. */
final class KnownLosses {

  private KnownLosses() {}

  /** What a version is known for, each with the number of its report; empty if nothing is. */
  static List<String> of(String version) {
    List<String> losses = new ArrayList<>();
    String number = version == null ? "" : version.replaceFirst("-.*", "");
    if (number.equals("2.3.6")) {
      losses.add("a message whose handling failed is not delivered again (EvolutionAPI #1762)");
    }
    if (number.equals("2.3.7")) {
      losses.add("media sent from a linked phone are dropped (EvolutionAPI #2396)");
      losses.add("messages are delivered many times over (EvolutionAPI #2675)");
    }
    if (number.matches("2\\.3\\.[5-9]")
        || "2.4.0-rc1".equals(version)
        || "2.4.0-rc2".equals(version)) {
      losses.add("an expired media file is never asked for again (Baileys #2767)");
    }
    return losses;
  }
}
