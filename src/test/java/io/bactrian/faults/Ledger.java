package io.bactrian.faults;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What came of all that was sent to a hub in one test.
 *
 * @param attempted webhooks or messages that were sent, each counted once however often
 * @param accepted those answered as accepted or duplicate
 * @param stored accepted, and done for good
 * @param parked accepted, and given up for now
 * @param duplicated accepted, and there more than once in any place
 * @param lost accepted, and neither stored nor parked nor pending
 * @param unexpected wrong content, objects nobody sent, answers the contract does not have
 */
record Ledger(
    String test,
    int attempted,
    int accepted,
    int stored,
    int parked,
    int duplicated,
    int lost,
    int unexpected) {

  /** Prints the line and holds what every test holds. */
  Ledger check() {
    FaultReport.line("%s", this);
    assertThat(lost).as("lost: %s", this).isZero();
    assertThat(duplicated).as("duplicated: %s", this).isZero();
    assertThat(unexpected).as("unexpected: %s", this).isZero();
    return this;
  }

  /** The same, and every one that was attempted is stored. */
  Ledger checkAllStored() {
    check();
    assertThat(accepted).as("accepted: %s", this).isEqualTo(attempted);
    assertThat(stored).as("stored: %s", this).isEqualTo(attempted);
    return this;
  }

  @Override
  public String toString() {
    return "ledger %s: attempted=%d accepted=%d stored=%d parked=%d duplicated=%d lost=%d unexpected=%d"
        .formatted(test, attempted, accepted, stored, parked, duplicated, lost, unexpected);
  }
}
