package io.bactrian.intake;

/** Whether an event asks anything of us. */
public enum Disposition {
  RELEVANT,
  IGNORED
}
