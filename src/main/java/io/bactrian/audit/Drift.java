package io.bactrian.audit;

import java.time.Instant;

/**
 * A setting of Evolution API by which media or messages would be lost, or never arrive.
 *
 * @param instance whose setting it is; null for Evolution as a whole
 * @param setting as Evolution calls it
 * @param found what Evolution reports; never a secret
 * @param expected what it has to be
 * @param remedy what a person does about it
 * @param checkedAt when it was asked for
 * @param accepted whether it is meant to be so, by {@code BACTRIAN_AUDIT_ACCEPTED}
 */
public record Drift(
    String instance,
    String setting,
    String found,
    String expected,
    String remedy,
    Instant checkedAt,
    boolean accepted) {

  Drift(
      String instance,
      String setting,
      String found,
      String expected,
      String remedy,
      Instant checkedAt) {
    this(instance, setting, found, expected, remedy, checkedAt, false);
  }

  /** Whether the other is the same drift, whenever it was found. */
  boolean sameAs(Drift other) {
    return key().equals(other.key()) && found.equals(other.found);
  }

  String key() {
    return instance + " " + setting;
  }
}
