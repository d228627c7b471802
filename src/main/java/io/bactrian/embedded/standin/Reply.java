package io.bactrian.embedded.standin;

/** An answer, and what goes wrong in giving it; the fault is null where all goes well. */
record Reply(Answer answer, Fault fault) {

  boolean fails(Fault.Action action) {
    return fault != null && fault.action() == action;
  }
}
