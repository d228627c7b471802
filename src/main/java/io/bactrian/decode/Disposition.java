package io.bactrian.decode;

/** Whether an event asks anything of us. */
public enum Disposition {
  RELEVANT,
  IGNORED
}
